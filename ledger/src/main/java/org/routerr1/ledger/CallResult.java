// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;

/**
 * How one attempt at a candidate ended.
 *
 * @param model the name that the provider answered under; null if it did not answer
 * @param reply the text received; null if there was none
 * @param outcome {@code ok}, or a {@link org.routerr1.core.failure.FailureCode#wire() failure code}
 * @param millis from sending to the last byte
 * @param result the activity's own result, as JSON, given back to whoever repeats the step
 */
public record CallResult(
    StepKey key,
    String chain,
    String candidate,
    @Nullable String model,
    String subQuery,
    @Nullable String reply,
    String outcome,
    @Nullable String detail,
    Usage usage,
    NanoUsd cost,
    String catalogueVersion,
    long millis,
    String result) {}
