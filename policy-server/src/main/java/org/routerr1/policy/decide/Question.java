// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.Optional;
import org.routerr1.policy.sampling.Sampler;

/**
 * What is asked of one row: which token comes next, or how likely a given one is.
 *
 * @param legal ascending, not empty
 * @param sampler who chooses; absent where the token is given
 * @param given the token, where nobody chooses
 * @param free whether its log-probability among all tokens is needed too
 */
record Question(int[] legal, Optional<Sampler> sampler, int given, boolean free) {

  static Question choice(int[] legal, Sampler sampler, boolean free) {
    return new Question(legal, Optional.of(sampler), -1, free);
  }

  static Question about(int given, int[] legal, boolean free) {
    return new Question(legal, Optional.empty(), given, free);
  }

  /** How likely a token is among all, whatever is legal. */
  static Question free(int given) {
    return new Question(new int[] {given}, Optional.empty(), given, true);
  }
}
