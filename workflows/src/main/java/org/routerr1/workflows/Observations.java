// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CallOutput;
import org.routerr1.core.action.Mode;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.prompt.Finding;
import org.routerr1.core.prompt.Observation;

/** What the policy reads after a round. Pure. */
final class Observations {

  private Observations() {}

  /**
   * @param leftNanoUsd of the budget; null: unlimited
   */
  static String of(List<CallOutput> outputs, @Nullable Long leftNanoUsd) {
    return Observation.of(
        Mode.STRICT,
        outputs.stream().map(Observations::finding).toList(),
        List.of(),
        leftNanoUsd == null ? null : new NanoUsd(leftNanoUsd),
        Observation.DEFAULT_CHARS);
  }

  private static Finding finding(CallOutput output) {
    String reply = output.reply();
    FailureCode failure = output.failure();
    return reply != null
        ? new Finding.Reply(output.candidate(), reply)
        : new Finding.Failed(
            output.candidate(), failure == null ? FailureCode.EMPTY_REPLY : failure);
  }
}
