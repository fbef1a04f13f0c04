// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.money;

/** What a call consumed, in the provider's own tokens. */
public record Usage(long inputTokens, long outputTokens) {

  public static final Usage NONE = new Usage(0, 0);

  public Usage {
    if (inputTokens < 0 || outputTokens < 0) {
      throw new IllegalArgumentException(
          "tokens cannot be negative: " + inputTokens + ", " + outputTokens);
    }
  }

  public Usage plus(Usage other) {
    return new Usage(
        Math.addExact(inputTokens, other.inputTokens),
        Math.addExact(outputTokens, other.outputTokens));
  }
}
