// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.gateway.client.PolicyProbe;
import org.routerr1.gateway.client.Queries;
import org.routerr1.gateway.client.QueryOutcome;
import org.routerr1.gateway.client.TemporalUnavailableException;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.gateway.mapping.QueryFailures;
import org.routerr1.ledger.QueryDocument;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.QueryOutput;

/**
 * Asks a question and waits for the answer, through the death of worker, Temporal, database or
 * policy server: a start is repeated under the same id until it is known to have happened, and the
 * answer is waited for until the query's deadline and a grace are over. The query itself does not
 * depend on this process or on the client's connection: once started, it goes on.
 */
public final class AskService {

  /** The audit chain of everybody, as long as there are no tenants. */
  private static final String CHAIN = "default";

  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final Queries queries;
  private final Books books;
  private final CatalogueInUse catalogue;
  private final PolicyProbe policy;
  private final QueryOptions defaults;
  private final StartGate gate;
  private final Patience patience;
  private final InstantSource clock;
  private final Duration grace;

  public AskService(
      Queries queries,
      Books books,
      CatalogueInUse catalogue,
      PolicyProbe policy,
      QueryOptions defaults,
      StartGate gate,
      Patience patience,
      InstantSource clock,
      Duration grace) {
    this.queries = queries;
    this.books = books;
    this.catalogue = catalogue;
    this.policy = policy;
    this.defaults = defaults;
    this.gate = gate;
    this.patience = patience;
    this.clock = clock;
    this.grace = grace;
  }

  /**
   * The answer, or a {@link ProblemException}.
   *
   * @param queryId names the query; asked twice it is one query
   * @param fresh the id was made for this request, so nobody can have used it before
   */
  public QueryOutput ask(String queryId, boolean fresh, String question, Wishes wishes) {
    QueryOptions options = OptionsCheck.checked(wishes, defaults, catalogue.catalogue());
    QueryInput input =
        new QueryInput(
            queryId,
            CHAIN,
            question,
            options,
            catalogue.version(),
            RequestHash.of(question, wishes));
    Instant end = clock.instant().plusMillis(options.deadlineMillis()).plus(grace);
    if (fresh || !isInBooks(input, end)) {
      refuseUnknownVersion(wishes);
    }
    catalogue.awaitInBooks(end);
    gate.pass(() -> {
      reaching(end, () -> queries.start(input));
      return true;
    });
    if (!fresh) {
      refuseOtherRequest(input, end);
    }
    QueryOutcome outcome = reaching(end, () -> queries.await(queryId, left(end)));
    return switch (outcome) {
      case QueryOutcome.Answered answered -> answered.output();
      case QueryOutcome.Failed failed -> {
        if (failed.code() == FailureCode.POLICY_INVALID) {
          // The policy server was away when the query was started.
          refuseUnknownVersion(wishes);
        }
        throw QueryFailures.of(failed.code(), queryId, failed.detail(), fresh).exception();
      }
      case QueryOutcome.Running running -> throw stillRunning(queryId, fresh);
    };
  }

  /** What runs under this id may have been started by another request. */
  private void refuseOtherRequest(QueryInput input, Instant end) {
    Optional<QueryInput> started = reaching(end, () -> queries.input(input.queryId()));
    if (started.isPresent() && !sameRequest(started.get(), input)) {
      throw conflict(input.queryId());
    }
  }

  private Duration left(Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private <T> T reaching(Instant end, Supplier<? extends T> attempt) {
    try {
      return patience.until(end, TemporalUnavailableException.class::isInstance, attempt);
    } catch (TemporalUnavailableException e) {
      throw Problem.unavailable(
              "temporal_unavailable",
              "Temporal cannot be reached; if the query was started, it goes on when it can",
              COME_AGAIN)
          .exception();
    }
  }

  private static boolean sameRequest(QueryInput started, QueryInput asked) {
    // Whoever starts queries past the gateway need not give a hash.
    return started.requestHash() == null
        ? started.question().equals(asked.question())
        : started.requestHash().equals(asked.requestHash());
  }

  /** Temporal forgets a query after its retention; the books do not. */
  private boolean isInBooks(QueryInput input, Instant end) {
    Optional<QueryDocument> known = books.until(end, reader -> reader.query(input.queryId()));
    if (known.isPresent() && !known.get().question().equals(input.question())) {
      throw conflict(input.queryId());
    }
    return known.isPresent();
  }

  private void refuseUnknownVersion(Wishes wishes) {
    if (wishes.policyVersion() != null) {
      OptionsCheck.version(wishes.policyVersion(), policy.versions());
    }
  }

  private static ProblemException conflict(String queryId) {
    return Problem.ofRequest(
            409,
            "idempotency_conflict",
            "the Idempotency-Key '%s' was used for another request".formatted(queryId),
            null)
        .exception();
  }

  private ProblemException stillRunning(String queryId, boolean fresh) {
    boolean policyAway = policy.look().away();
    String message =
        "query %s has no answer yet%s and goes on; read it at /v1/queries/%s%s"
            .formatted(
                queryId,
                policyAway ? ", since the policy server cannot be reached," : "",
                queryId,
                fresh ? "" : ", or send the same request with the same Idempotency-Key");
    // Without a key another try would be another query, paid again.
    return new Problem(
            policyAway ? 503 : 504,
            Problem.SERVER_ERROR,
            policyAway ? FailureCode.POLICY_UNAVAILABLE.wire() : "still_running",
            message,
            null,
            COME_AGAIN,
            !fresh)
        .exception();
  }
}
