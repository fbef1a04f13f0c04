// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

/**
 * Names one step of a query in the call journal: a decision or one attempt at one candidate call.
 *
 * @param workflowId the query's workflow
 * @param round from 1
 * @param call 0: the round's decision; from 1: its candidate calls
 * @param attempt our own count from 1, never Temporal's, so that a repeated activity finds its own
 *     entry
 */
public record StepKey(String workflowId, int round, int call, int attempt) {

  /** The decision of a round. */
  public static StepKey decision(String workflowId, int round) {
    return new StepKey(workflowId, round, 0, 1);
  }

  /** What the provider gets as idempotency key, and the policy server as request id. */
  public String wire() {
    return workflowId + "/" + round + "/" + call + "/" + attempt;
  }
}
