// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of legal tokens as a key.
 *
 * @param tokens ascending, not to be changed
 */
record Legal(int[] tokens) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Legal(int[] others) && Arrays.equals(tokens, others);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tokens);
  }
}
