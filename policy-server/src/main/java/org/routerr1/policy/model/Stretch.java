// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.Optional;

/**
 * The next tokens of one sequence.
 *
 * @param range the sequence
 * @param tokens at least one
 * @param wanted how many of the last positions' hidden states are needed
 * @param adapter what is added to the base model for this sequence
 */
public record Stretch(KvRange range, int[] tokens, int wanted, Optional<Adapter> adapter) {

  public Stretch {
    if (wanted < 0 || wanted > tokens.length) {
      throw new IllegalArgumentException(
          "%d rows of %d tokens are wanted".formatted(wanted, tokens.length));
    }
  }
}
