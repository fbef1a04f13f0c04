// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an episode earned, by part.
 *
 * @param exact 1 where the answer matches exactly, else 0; as the next two
 * @param f1 overlap of tokens, 0 to 1
 * @param contained 1 where a right answer stands in it
 * @param units cost of the calls in the suite's units
 * @param reward score − weight × units
 * @param millis of the calls, as the environment tells them
 * @param roles whom was asked, in order, by what they are rather than by name
 * @param expectedFirst whom the script asks first in a swapped episode
 * @param masked calls that failed by no fault of the policy: no gradient may come of the episode
 */
public record Grade(
    double exact,
    double f1,
    double contained,
    double units,
    double reward,
    long millis,
    List<String> roles,
    @Nullable String expectedFirst,
    int masked) {

  public Grade {
    roles = List.copyOf(roles);
  }
}
