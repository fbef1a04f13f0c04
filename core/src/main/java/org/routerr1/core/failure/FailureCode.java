// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.failure;

/**
 * Everything that can go wrong on the way of a query: what it is called on the wire, and whether
 * another attempt can help.
 */
public enum FailureCode {
  RATE_LIMITED("rate_limited", true),
  PROVIDER_ERROR("provider_error", true),
  TIMEOUT("timeout", true),
  CONNECTION("connection", true),
  MALFORMED_REPLY("malformed_reply", true),
  EMPTY_REPLY("empty_reply", true),
  BREAKER_OPEN("breaker_open", false),
  REJECTED("rejected", false),
  UNAUTHORISED("unauthorised", false),
  CONTEXT_EXCEEDED("context_exceeded", false),
  UNKNOWN_CANDIDATE("unknown_candidate", false),
  BUDGET_EXCEEDED("budget_exceeded", false),
  DEADLINE("deadline", false),
  CANCELLED("cancelled", false),
  NOT_RECORDED("not_recorded", false),
  POLICY_INVALID("policy_invalid", false),
  POLICY_UNAVAILABLE("policy_unavailable", true),
  BOOKS_UNAVAILABLE("books_unavailable", true);

  private final String wire;
  private final boolean retryable;

  FailureCode(String wire, boolean retryable) {
    this.wire = wire;
    this.retryable = retryable;
  }

  /** The name in documents, audit records and observations. */
  public String wire() {
    return wire;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
