// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.model.Hidden;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.model.Stretch;

/**
 * What a step brought for one of those who ran in it.
 *
 * @param answers to its questions; none while it reads
 */
record Outcome(Active active, List<Token> answers, Optional<Throwable> failure) {

  /** Runs a share of a step on the thread of a lane. */
  static List<Outcome> of(
      LlamaModel model, int lane, KvPool pool, List<Active> share, Chooser chooser) {
    List<Stretch> stretches = share.stream().map(Active::next).toList();
    Hidden hidden;
    try {
      hidden = model.run(lane, pool, stretches);
    } catch (RuntimeException e) {
      if (share.size() == 1) {
        return failed(share, e);
      }
      // Whoever broke it is found alone; the others go on.
      return share.stream()
          .flatMap(one -> of(model, lane, pool, List.of(one), chooser).stream())
          .toList();
    }
    try (hidden) {
      return answered(share, hidden, chooser);
    } catch (RuntimeException e) {
      return failed(share, e);
    }
  }

  private static List<Outcome> answered(List<Active> share, Hidden hidden, Chooser chooser) {
    List<List<Question>> questions =
        share.stream()
            .map(one -> one.isReading() ? List.<Question>of() : one.job().writing().questions())
            .toList();
    List<Question> all = questions.stream().flatMap(List::stream).toList();
    List<Token> answers = all.isEmpty() ? List.of() : chooser.answer(hidden, all);
    List<Outcome> outcomes = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < share.size(); i++) {
      int count = questions.get(i).size();
      outcomes.add(new Outcome(share.get(i), answers.subList(at, at + count), Optional.empty()));
      at += count;
    }
    return outcomes;
  }

  private static List<Outcome> failed(List<Active> share, Throwable failure) {
    return share.stream().map(a -> new Outcome(a, List.of(), Optional.of(failure))).toList();
  }
}
