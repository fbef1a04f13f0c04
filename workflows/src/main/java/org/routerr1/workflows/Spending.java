// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.Usage;

/**
 * What a query has spent and what calls under way may still cost, so that parallel calls never
 * exceed the budget together. Plain state of one workflow: deterministic, one thread at a time.
 */
final class Spending {

  private final @Nullable Long budgetNanoUsd;
  private long spentNanoUsd;
  private long reservedNanoUsd;
  private Usage usage = Usage.NONE;
  private int calls;

  Spending(@Nullable Long budgetNanoUsd) {
    this.budgetNanoUsd = budgetNanoUsd;
  }

  /** Sets the most that a call can cost aside; false if the budget has no room for it. */
  boolean reserve(long nanoUsd) {
    long after = Math.addExact(Math.addExact(spentNanoUsd, reservedNanoUsd), nanoUsd);
    if (budgetNanoUsd != null && after > budgetNanoUsd) {
      return false;
    }
    reservedNanoUsd += nanoUsd;
    return true;
  }

  void release(long nanoUsd) {
    reservedNanoUsd -= nanoUsd;
  }

  void decision(Usage tokens, long costNanoUsd) {
    spentNanoUsd = Math.addExact(spentNanoUsd, costNanoUsd);
    usage = usage.plus(tokens);
  }

  void call(Usage tokens, long costNanoUsd) {
    decision(tokens, costNanoUsd);
    calls++;
  }

  long spentNanoUsd() {
    return spentNanoUsd;
  }

  /** Null: no budget was given. */
  @Nullable Long leftNanoUsd() {
    return budgetNanoUsd == null ? null : Math.max(0, budgetNanoUsd - spentNanoUsd);
  }

  Usage usage() {
    return usage;
  }

  /** Attempts at candidates, failed ones included. */
  int calls() {
    return calls;
  }
}
