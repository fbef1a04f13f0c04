// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.Arrays;
import org.routerr1.worlds.specialists.Call;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Question;
import org.routerr1.worlds.specialists.Specialist;

/**
 * Exact expected utility by the stated accuracies: a recursion over the hop, the calls left, who
 * was tried for this hop, and how likely all entities so far are right. At once the oracle of the
 * descriptors and the teacher of the warm start.
 *
 * <p>A candidate of accuracy a is right with a, says "I don't know" with (1 − a) u, and is wrong
 * unnoticed with (1 − a)(1 − u), where u is the world's share of unknowns. What somebody named is
 * taken as it is: asking another to check it is not considered. A bridge question is worth its
 * belief at the end; a comparison (1 + belief) / 2, since different replies are likelier under "no"
 * and a guess is worth a half.
 *
 * @param unknownShare u, 0 to 1
 */
public record Planner(double unknownShare) {

  /** The values in a state with a hop open and a call left. */
  public Plan plan(Progress progress, Pool pool, double weight) {
    if (progress.complete() || progress.callsLeft() <= 0) {
      throw new IllegalArgumentException("nothing can be asked any more");
    }
    int tried = 0;
    for (int i = 0; i < pool.size(); i++) {
      tried |= progress.tried(i) ? 1 << i : 0;
    }
    Solver solver = new Solver(progress.question(), pool, weight);
    double belief = belief(progress, pool);
    double[] ask = solver.ask(progress.hop(), progress.callsLeft(), tried, belief);
    return new Plan(
        Arrays.stream(ask).boxed().toList(),
        solver.answer(progress.hop(), belief),
        best(ask, pool));
  }

  /** How likely all that was named is right, by the stated accuracies. */
  public double belief(Progress progress, Pool pool) {
    double belief = 1;
    for (Call call : progress.calls()) {
      if (call.reply().says()) {
        String topic = progress.question().hops().get(call.hop()).topic();
        belief *= trust(pool.get(call.candidate()).accuracy(topic));
      }
    }
    return belief;
  }

  /** How likely a candidate that named something is right. */
  private double trust(double accuracy) {
    double said = accuracy + (1 - accuracy) * (1 - unknownShare);
    return said == 0 ? 0 : accuracy / said;
  }

  /** Of equals the cheaper. */
  private static int best(double[] ask, Pool pool) {
    int best = 0;
    for (int i = 1; i < ask.length; i++) {
      boolean better = ask[i] > ask[best] + 1e-12;
      boolean equal = ask[i] > ask[best] - 1e-12;
      if (better || (equal && pool.get(i).price() < pool.get(best).price())) {
        best = i;
      }
    }
    return best;
  }

  private final class Solver {

    private final Question question;
    private final Pool pool;
    private final double weight;

    Solver(Question question, Pool pool, double weight) {
      this.question = question;
      this.pool = pool;
      this.weight = weight;
    }

    double[] ask(int hop, int calls, int tried, double belief) {
      double[] values = new double[pool.size()];
      String topic = question.hops().get(hop).topic();
      for (int i = 0; i < values.length; i++) {
        Specialist candidate = pool.get(i);
        double accuracy = candidate.accuracy(topic);
        double unknown = (tried & 1 << i) != 0 || accuracy == 0 ? 1 : (1 - accuracy) * unknownShare;
        double value = -weight * candidate.price();
        if (unknown > 0) {
          value += unknown * value(hop, calls - 1, tried | 1 << i, belief);
        }
        if (unknown < 1) {
          value += (1 - unknown) * value(hop + 1, calls - 1, 0, belief * trust(accuracy));
        }
        values[i] = value;
      }
      return values;
    }

    double value(int hop, int calls, int tried, double belief) {
      double best = answer(hop, belief);
      if (hop < question.hops().size() && calls > 0) {
        for (double value : ask(hop, calls, tried, belief)) {
          best = Math.max(best, value);
        }
      }
      return best;
    }

    double answer(int hop, double belief) {
      boolean complete = hop == question.hops().size();
      return question.bridges() ? (complete ? belief : 0) : complete ? (1 + belief) / 2 : .5;
    }
  }
}
