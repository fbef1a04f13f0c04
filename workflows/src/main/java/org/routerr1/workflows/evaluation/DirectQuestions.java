// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.routerr1.activities.evaluation.AskActivities;
import org.routerr1.activities.evaluation.DirectAsking;
import org.routerr1.workflows.LongSteps;

/**
 * Asks every candidate some questions at a time; the recording makes a repetition free. Who did not
 * answer is asked again at the end.
 */
final class DirectQuestions {

  private static final int AT_A_TIME = 8;

  /** How often whoever did not answer is asked again, after growing pauses. */
  private static final int TIMES = 3;

  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final AskActivities hands =
      Workflow.newActivityStub(
          AskActivities.class,
          LongSteps.options(
              Duration.ofHours(2),
              RetryOptions.newBuilder().setMaximumInterval(Duration.ofSeconds(10)).build()));

  /** One step of asking. */
  private record Chunk(String catalogueVersion, String source, List<Integer> places) {}

  private final List<Chunk> chunks = new ArrayList<>();

  private Asking asked;

  /**
   * @param before what came of it in an earlier part of the run
   */
  DirectQuestions(List<DirectAsking> asking, Asking before) {
    asked = before;
    for (DirectAsking one : asking) {
      cut(one.catalogueVersion(), one.source(), one.tested());
      cut(one.catalogueVersion(), one.fittedSource(), one.fitted());
    }
  }

  private void cut(String catalogueVersion, String source, List<Integer> places) {
    for (int i = 0; i < places.size(); i += AT_A_TIME) {
      chunks.add(
          new Chunk(
              catalogueVersion,
              source,
              List.copyOf(places.subList(i, Math.min(places.size(), i + AT_A_TIME)))));
    }
  }

  int steps() {
    return chunks.size();
  }

  Asking asked() {
    return asked;
  }

  /** Takes one step. */
  void step(int number) {
    Chunk chunk = chunks.get(number);
    asked = asked.with(number, hands.ask(chunk.catalogueVersion(), chunk.source(), chunk.places()));
  }

  /** Takes the incomplete steps again, a few times. */
  void again(Supplier<Boolean> mayGoOn) {
    for (int i = 1; i <= TIMES && !asked.incomplete().isEmpty(); i++) {
      Workflow.sleep(PAUSE.multipliedBy(i));
      for (Asking.Incomplete one : asked.incomplete()) {
        Workflow.await(mayGoOn);
        step(one.step());
      }
    }
  }
}
