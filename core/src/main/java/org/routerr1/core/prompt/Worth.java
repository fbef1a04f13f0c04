// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import java.util.List;
import java.util.stream.Stream;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.money.Usage;
import org.routerr1.core.reward.Utility;

/**
 * What a call is worth to a query, in hundredths of a right answer: the chance that the reply is
 * right, less what the call costs at the query's trade-off ({@link Utility}). It is what one call
 * earns that nothing follows.
 *
 * @param call a usual one
 * @param nanoUsdPerUnit the unit in which a suite reckons its cost
 */
public record Worth(Usage call, double nanoUsdPerUnit) {

  /** Two digits always, so that the first of them decides. */
  private static final int MOST = 99;

  /**
   * What may be had at a trade-off: of each candidate every task that it states, in their order.
   */
  List<Offer> offers(List<Candidate> candidates, double tradeOff) {
    return candidates.stream().flatMap(candidate -> offers(candidate, tradeOff)).toList();
  }

  private Stream<Offer> offers(Candidate candidate, double tradeOff) {
    double units = candidate.price().of(call).value() / nanoUsdPerUnit;
    return candidate.strengths().entrySet().stream()
        .map(task ->
            new Offer(
                task.getKey(),
                points(Utility.reward(task.getValue(), tradeOff, units)),
                candidate.id()));
  }

  /** 0 also of what is worth less than nothing. */
  private static int points(double reward) {
    return (int) Math.clamp(Math.round(100 * reward), 0, MOST);
  }

  /**
   * A call that may be had.
   *
   * @param points that it is worth, 0 to 99
   */
  record Offer(String task, int points, String candidate) {

    String text() {
      return "%s %02d = %s".formatted(Descriptor.oneLine(task), points, candidate);
    }
  }
}
