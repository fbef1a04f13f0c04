// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.jspecify.annotations.Nullable;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/**
 * How one attempt ended. A failed candidate is an outcome, not an exception: the workflow decides
 * on another attempt, and the policy sees what remains of it.
 *
 * @param reply null if the attempt failed
 * @param failure null if it succeeded
 * @param retryAfterMillis what the provider asked to wait; 0: nothing
 * @param usage the provider's tokens of this attempt
 * @param costNanoUsd what was paid, also by a failed attempt
 */
public record CallOutput(
    String candidate,
    @Nullable String reply,
    @Nullable FailureCode failure,
    @Nullable String detail,
    long retryAfterMillis,
    Usage usage,
    long costNanoUsd) {}
