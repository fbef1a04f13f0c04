// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;

/** A request that names its version, and its decision: the same must come whenever it is asked. */
record Remembered(DecideRequest request, Decision decision) {

  /** Whether another reply to the request is the same decision, to the bit. */
  boolean isSame(Decision other) {
    return plain(other).equals(plain(decision));
  }

  /** Without what is about this reply and not about the decision. */
  private static Decision plain(Decision decision) {
    return decision.toBuilder().clearMicros().clearCachedPromptTokens().clearRepeated().build();
  }
}
