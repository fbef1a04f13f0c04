// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.jspecify.annotations.Nullable;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/**
 * Hears of every step that was really done in this process (not of what the journal held already),
 * for metrics. Called on the step's thread: be quick, throw nothing.
 */
public interface StepObserver {

  /** Hears nothing. */
  StepObserver NONE = new StepObserver() {};

  /**
   * @param millis waiting for the policy server, of all tries
   */
  default void decided(String policyVersion, Usage usage, long costNanoUsd, long millis) {}

  /**
   * @param failure null: a reply
   */
  default void called(
      String candidate,
      @Nullable FailureCode failure,
      Usage usage,
      long costNanoUsd,
      long millis) {}
}
