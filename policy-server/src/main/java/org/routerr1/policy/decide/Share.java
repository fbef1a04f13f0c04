// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.model.Hidden;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.model.Relay;
import org.routerr1.policy.model.Stretch;

/**
 * What one lane runs of a step.
 *
 * @param stretches of the portions, made before anything of the step ran
 */
record Share(
    LlamaModel model,
    int lane,
    KvPool pool,
    List<Portion> portions,
    List<Stretch> stretches,
    Chooser chooser) {

  /** Runs it on the thread of the lane. */
  List<Outcome> run(Relay relay) {
    Hidden hidden;
    try {
      hidden = model.run(lane, pool, stretches, relay);
    } catch (RuntimeException e) {
      if (portions.size() == 1) {
        return failed(e);
      }
      // Whoever broke it is found alone; the others go on.
      return IntStream.range(0, portions.size())
          .mapToObj(this::only)
          .flatMap(one -> one.run(Relay.ALONE).stream())
          .toList();
    }
    try (hidden) {
      return answered(hidden);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private Share only(int i) {
    return new Share(
        model, lane, pool, List.of(portions.get(i)), List.of(stretches.get(i)), chooser);
  }

  private List<Outcome> answered(Hidden hidden) {
    long begun = chooser.now();
    List<List<Question>> questions =
        portions.stream()
            .map(Portion::active)
            .map(one -> one.isReading() ? List.<Question>of() : one.job().writing().questions())
            .toList();
    chooser.grammarSince(begun);
    List<Question> all = questions.stream().flatMap(List::stream).toList();
    List<Token> answers = all.isEmpty() ? List.of() : chooser.answer(hidden, all);
    List<Outcome> outcomes = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < portions.size(); i++) {
      int count = questions.get(i).size();
      outcomes.add(
          new Outcome(portions.get(i).active(), answers.subList(at, at + count), Optional.empty()));
      at += count;
    }
    return outcomes;
  }

  private List<Outcome> failed(Throwable failure) {
    return portions.stream()
        .map(p -> new Outcome(p.active(), List.of(), Optional.of(failure)))
        .toList();
  }
}
