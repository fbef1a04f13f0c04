// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import org.jspecify.annotations.Nullable;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/** How one attempt ended. */
public sealed interface CandidateOutcome {

  /** The provider's own tokens, as it bills them. */
  Usage usage();

  /** The name that the provider answered under; null if nobody answered. */
  @Nullable String model();

  /**
   * A reply.
   *
   * @param usageEstimated the provider sent no usage; ours is a quarter of the UTF-8 bytes, rounded
   *     up
   */
  record Answered(String reply, String model, Usage usage, boolean usageEstimated)
      implements CandidateOutcome {}

  /**
   * No reply that could be used.
   *
   * @param detail one line for people; never holds a key
   * @param retryAfterMillis what the provider asked to wait; 0: nothing
   * @param usage what was billed all the same, as far as known
   */
  record Failed(
      FailureCode code, String detail, long retryAfterMillis, Usage usage, @Nullable String model)
      implements CandidateOutcome {

    /** A failure that cost nothing. */
    public static Failed of(FailureCode code, String detail) {
      return new Failed(code, detail, 0, Usage.NONE, null);
    }
  }
}
