// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.model.Hidden;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.LlamaModel;

/**
 * Runs steps: the next stretch of each of some jobs, and the answers to what it asks. Not
 * thread-safe.
 */
final class Steps implements AutoCloseable {

  private final LlamaModel model;
  private final KvPool pool;
  private final Chooser chooser;

  Steps(LlamaModel model, KvPool pool, LongSupplier nanoTime) {
    this.model = model;
    this.pool = pool;
    this.chooser = new Chooser(model.shape().vocabulary() / 8, nanoTime);
  }

  /** Runs a step; who breaks it is found, and the others go on. */
  List<Outcome> run(List<Portion> step) {
    Hidden hidden;
    try {
      hidden = model.run(pool, step.stream().map(Portion::stretch).toList());
    } catch (RuntimeException e) {
      return step.size() == 1
          ? failed(step, e)
          : step.stream().flatMap(one -> run(List.of(one)).stream()).toList();
    }
    try (hidden) {
      return answered(hidden, step);
    } catch (RuntimeException e) {
      return failed(step, e);
    }
  }

  private List<Outcome> answered(Hidden hidden, List<Portion> step) {
    long begun = chooser.now();
    List<List<Question>> questions =
        step.stream()
            .map(Portion::active)
            .map(one -> one.isReading() ? List.<Question>of() : one.job().writing().questions())
            .toList();
    chooser.grammarSince(begun);
    List<Question> all = questions.stream().flatMap(List::stream).toList();
    List<Token> answers = all.isEmpty() ? List.of() : chooser.answer(hidden, all);
    List<Outcome> outcomes = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < step.size(); i++) {
      int count = questions.get(i).size();
      List<Token> own = answers.subList(at, at + count);
      outcomes.add(new Outcome(step.get(i), own, notFinite(step.get(i), questions.get(i), own)));
      at += count;
    }
    return outcomes;
  }

  /** Weights that are finite can still overflow; whose they are hears of it, and nobody else. */
  private static Optional<Throwable> notFinite(
      Portion portion, List<Question> questions, List<Token> answers) {
    for (int i = 0; i < answers.size(); i++) {
      Token answer = answers.get(i);
      if (!Float.isFinite(answer.logprob())
          || questions.get(i).free() && !Float.isFinite(answer.freeLogprob())) {
        return Optional.of(
            new DecisionException(
                Kind.NOT_FINITE,
                "version \"%s\" computes numbers that are not finite: its weights are too large for 32 bits"
                    .formatted(portion.active().job().version().name())));
      }
    }
    return Optional.empty();
  }

  private static List<Outcome> failed(List<Portion> step, Throwable failure) {
    return step.stream().map(one -> new Outcome(one, List.of(), Optional.of(failure))).toList();
  }

  /** Time that the grammar has cost since this was last asked. */
  long takeGrammarNanos() {
    return chooser.takeGrammarNanos();
  }

  @Override
  public void close() {
    chooser.close();
  }
}
