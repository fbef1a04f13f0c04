// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.candidate.CandidateOutcome;
import org.routerr1.activities.candidate.HttpCandidateClient;
import org.routerr1.activities.policy.GrpcPolicyClient;
import org.routerr1.activities.policy.PolicyException;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.infra.doubles.FaultKind;
import org.routerr1.infra.doubles.FaultRule;
import org.routerr1.infra.doubles.FixedPolicy;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.CallIntent;
import org.routerr1.ledger.postgres.Books;

/** The steps on the real database: what is repeated is done once. */
class StepsIT {

  private static @TempDir Path directory;
  private static ThrowawayPostgres postgres;
  private static HikariDataSource dataSource;
  private static LazyBooks books;
  private static RecordedPool pool;
  private static FixedPolicy policy;
  private static GrpcPolicyClient policyClient;
  private static HttpCandidateClient http;
  private static CatalogueSource catalogues;

  private CallStep call;
  private DecideStep decide;

  @BeforeAll
  static void up() throws Exception {
    postgres = ThrowawayPostgres.start();
    dataSource =
        Books.pool(
            postgres.running().jdbcUrl(),
            postgres.running().user(),
            postgres.running().passwordFile());
    books = new LazyBooks(() -> Books.open(dataSource));
    pool = RecordedPool.start(PoolConfig.DEFAULTS);
    policy = FixedPolicy.start(0, 2);
    policyClient = new GrpcPolicyClient(policy.address(), Duration.ofSeconds(5));
    http = new HttpCandidateClient(Clock.systemUTC(), Map.of());
    Path file = directory.resolve("catalogue.yaml");
    Files.writeString(
        file,
        """
        candidates:
          - id: alpha
            endpoint: %s
            price: {input: 0.1, output: 0.2}
        """
            .formatted(pool.baseUrl()));
    catalogues = new CatalogueSource(file, new CatalogueReader(name -> null), books);
  }

  @AfterAll
  static void down() {
    http.close();
    policyClient.close();
    policy.close();
    pool.close();
    books.close();
    dataSource.close();
    postgres.close();
  }

  @BeforeEach
  void reset() {
    call = new CallStep(http, books, catalogues, StepObserver.NONE, Clock.systemUTC());
    decide =
        new DecideStep(
            policyClient, books, catalogues, "router-r1", StepObserver.NONE, Clock.systemUTC());
    pool.reset();
    pool.faults();
  }

  private static DecideInput first(String id) {
    return Inputs.decide("query/" + id, QueryOptions.DEFAULTS, 1, 0, null);
  }

  private CallInput callOf(String id, int attempt) {
    DecideOutput decided = decide.run(first(id), new Cancellation());
    return new CallInput(
        "query/" + id,
        "default",
        decided.catalogueVersion(),
        1,
        1,
        attempt,
        decided.calls().getFirst().candidate(),
        decided.calls().getFirst().query(),
        null,
        5_000);
  }

  @Test
  void aRepeatedCallIsNotMadeAgain() {
    CallInput input = callOf("repeated", 1);
    CallOutput output = call.run(input, new Cancellation());
    assertThat(output.reply()).isNotBlank();
    assertThat(output.costNanoUsd()).isPositive();
    assertThat(call.run(input, new Cancellation())).isEqualTo(output);
    assertThat(pool.counts().total().asked()).isEqualTo(1);
    assertThat(pool.counts().key("query/repeated/1/1/1").bought()).isEqualTo(1);
  }

  @Test
  void aFailedAttemptStandsAndTheNextOneIsAnother() {
    pool.faults(new FaultRule(null, FaultKind.SERVER_ERROR, new FaultRule.When.First(1), 0, 0));
    CallOutput failed = call.run(callOf("failed", 1), new Cancellation());
    assertThat(failed.failure()).isEqualTo(FailureCode.PROVIDER_ERROR);
    assertThat(call.run(callOf("failed", 1), new Cancellation())).isEqualTo(failed);
    assertThat(call.run(callOf("failed", 2), new Cancellation()).reply()).isNotBlank();
    assertThat(pool.counts().total().asked()).isEqualTo(2);
  }

  @Test
  void aCallThatWasOnlyIntendedIsMadeUnderTheSameKey() {
    CallInput input = callOf("intended", 1);
    Failures.await(
        books
            .journal()
            .intend(
                new CallIntent(
                    CallStep.key(input),
                    input.candidate(),
                    input.query(),
                    input.catalogueVersion())));
    assertThat(call.run(input, new Cancellation()).reply()).isNotBlank();
    assertThat(pool.counts().key("query/intended/1/1/1").asked()).isEqualTo(1);
  }

  @Test
  void aReplyThatCouldNotBeWrittenIsWrittenLaterAndNotAskedForAgain() throws Exception {
    CallInput input = callOf("unwritten", 1);
    CallStep unlucky =
        new CallStep(
            (request, cancellation) -> {
              CandidateOutcome outcome = http.ask(request, cancellation);
              postgres.takeDown();
              return outcome;
            },
            books,
            catalogues,
            StepObserver.NONE,
            Clock.systemUTC());
    assertThatThrownBy(() -> unlucky.run(input, new Cancellation()))
        .isInstanceOf(BooksUnavailableException.class);
    postgres.restart();
    assertThat(unlucky.run(input, new Cancellation()).reply()).isNotBlank();
    assertThat(pool.counts().key("query/unwritten/1/1/1").asked()).isEqualTo(1);
  }

  @Test
  void aCancelledCallIsClosedAsCancelled() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    CallOutput output = call.run(callOf("cancelled", 1), cancelled);
    assertThat(output.failure()).isEqualTo(FailureCode.CANCELLED);
    assertThat(output.costNanoUsd()).isZero();
  }

  @Test
  void whatWasDecidedStands() {
    DecideOutput decided = decide.run(first("decided"), new Cancellation());
    long asked = policy.requests();
    assertThat(decide.run(first("decided"), new Cancellation())).isEqualTo(decided);
    assertThat(policy.requests()).isEqualTo(asked);
  }

  @Test
  void anIdThatThePolicyUsedForSomethingElseIsPassedOver() {
    decide.run(first("reused"), new Cancellation());
    try (HikariDataSource other = ThrowawayDatabase.of(postgres);
        LazyBooks empty = new LazyBooks(() -> Books.open(other))) {
      DecideStep withoutMemory =
          new DecideStep(
              policyClient, empty, catalogues, "router-r1", StepObserver.NONE, Clock.systemUTC());
      QueryOptions changed = Inputs.options(1_000_000L, 1, 1, List.of());
      assertThat(
              withoutMemory
                  .run(Inputs.decide("query/reused", changed, 1, 0, null), new Cancellation())
                  .calls())
          .hasSize(1);
    }
  }

  @Test
  void anAbsentPolicyIsUnavailable() {
    try (GrpcPolicyClient nobody = new GrpcPolicyClient("127.0.0.1:1", Duration.ofSeconds(5))) {
      DecideStep alone =
          new DecideStep(nobody, books, catalogues, "q", StepObserver.NONE, Clock.systemUTC());
      assertThatThrownBy(() -> alone.run(first("alone"), new Cancellation()))
          .isInstanceOfSatisfying(
              PolicyException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.POLICY_UNAVAILABLE));
    }
  }
}
