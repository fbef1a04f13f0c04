// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.candidate.CandidateOutcome;
import org.routerr1.activities.candidate.CandidateRequest;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

class RecordingClientTest {

  private @TempDir Path directory;
  private final AtomicInteger asked = new AtomicInteger();

  private RecordingClient client() {
    return new RecordingClient(
        new Recordings(new LabFiles(directory)),
        (request, cancellation) -> {
          asked.incrementAndGet();
          assertThat(request.candidate().endpoint()).isEqualTo("http://127.0.0.1:1/v1");
          return new CandidateOutcome.Answered("Paris", "alpha", new Usage(10, 2), false);
        },
        Clock.systemUTC());
  }

  private static Candidate candidate(boolean live, @Nullable Long budget) {
    Catalogue catalogue =
        new CatalogueReader(name -> null)
            .parse(
                "test",
                """
                candidates:
                  - id: alpha
                    endpoint: http://127.0.0.1:1/v1
                    price: {input: 0.1, output: 2.4}
                    strengths: {capital: 0.5}
                    limits: {concurrency: 2}
                """);
    Catalogue recorded = RecordedCatalogue.of(catalogue, "r1", live, budget);
    assertThat(recorded.candidates().getFirst().price())
        .isEqualTo(catalogue.candidates().getFirst().price());
    return recorded.candidates().getFirst();
  }

  private static CandidateRequest request(Candidate candidate, String prompt) {
    return new CandidateRequest(candidate, prompt, "k", 1000);
  }

  private CandidateOutcome ask(RecordingClient client, Candidate candidate, String prompt) {
    return client.ask(request(candidate, prompt), new Cancellation());
  }

  @Test
  void aQuestionIsAskedOnceAndBilledEachTime() {
    Candidate live = candidate(true, null);
    RecordingClient client = client();
    CandidateOutcome first = ask(client, live, "What is the capital of France?");
    CandidateOutcome again = ask(client, live, " What is the capital\n of France? ");
    assertThat(again).isEqualTo(first);
    assertThat(again.usage()).isEqualTo(new Usage(10, 2));
    assertThat(asked).hasValue(1);
    // Another process reads what this one wrote, also behind a line that a crash cut off.
    assertThat(ask(client(), live, "What is the capital of France?")).isEqualTo(first);
    assertThat(asked).hasValue(1);
  }

  @Test
  void questionsThatDifferInASignOrALetterAreNotOne() {
    Candidate live = candidate(true, null);
    RecordingClient client = client();
    for (String prompt :
        List.of(
            "What is 1.5 + 2?", "What is 15 - 2?", "Who made C?", "Who made C++?", "Who made c?")) {
      ask(client, live, prompt);
    }
    assertThat(asked).hasValue(5);
  }

  @Test
  void whatIsNotRecordedIsAskedOnlyWhereThatIsAllowed() {
    assertThat(ask(client(), candidate(false, null), "Who?"))
        .isInstanceOfSatisfying(
            CandidateOutcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.NOT_RECORDED));
    assertThat(asked).hasValue(0);
  }

  @Test
  void theBudgetOfAskingLiveIsKept() {
    Candidate live = candidate(true, 5_000L);
    RecordingClient client = client();
    // 10 × 100 + 2 × 2,400 nano-dollars each.
    assertThat(ask(client, live, "One?")).isInstanceOf(CandidateOutcome.Answered.class);
    assertThat(ask(client, live, "Two?")).isInstanceOf(CandidateOutcome.Failed.class);
    assertThat(ask(client, live, "One?")).isInstanceOf(CandidateOutcome.Answered.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatCannotBeWrittenIsNeitherForgottenNorBoughtAgain() throws Exception {
    Candidate live = candidate(true, null);
    RecordingClient client = client();
    Path folder = directory.resolve("recordings");
    Path inTheWay = Files.writeString(folder, "a file where the folder should be");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ask(client, live, "One?"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot be written");
    }
    assertThat(asked).hasValue(1);
    Files.delete(inTheWay);
    assertThat(ask(client, live, "One?")).isInstanceOf(CandidateOutcome.Answered.class);
    assertThat(asked).hasValue(1);
    assertThat(new Recordings(new LabFiles(directory)).of("r1").find("alpha", "One?")).isPresent();
  }

  @Test
  void aFailureThatWasBilledCountsTowardsTheBudget() {
    Candidate live = candidate(true, 5_000L);
    RecordingClient client =
        new RecordingClient(
            new Recordings(new LabFiles(directory)),
            (request, cancellation) -> {
              asked.incrementAndGet();
              return new CandidateOutcome.Failed(
                  FailureCode.EMPTY_REPLY, "the reply is empty", 0, new Usage(50, 0), "alpha");
            },
            Clock.systemUTC());
    for (int i = 0; i < 3; i++) {
      assertThat(ask(client, live, "One?")).isInstanceOf(CandidateOutcome.Failed.class);
    }
    assertThat(asked).hasValue(1);
    assertThat(new Recordings(new LabFiles(directory)).of("r1").spentNanoUsd()).isEqualTo(5_000);
  }

  @Test
  void aLineThatACrashCutOffIsPassedOver() throws Exception {
    Candidate live = candidate(true, null);
    ask(client(), live, "One?");
    Path file = directory.resolve("recordings/r1/replies.jsonl");
    Files.writeString(file, "{\"candidate\":\"al", StandardOpenOption.APPEND);
    RecordingClient client = client();
    ask(client, live, "Two?");
    assertThat(new Recordings(new LabFiles(directory)).of("r1").find("alpha", "One?")).isPresent();
    assertThat(asked).hasValue(2);
  }
}
