// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

import java.util.List;

/** What an audit record tells of, and which fields it must therefore have. */
public enum AuditKind {
  /** One decision of the policy; its reply is the action's text, if a body is kept. */
  DECISION(
      "decision",
      List.of(
          "workflow_id",
          "query_id",
          "round",
          "policy_version",
          "catalogue_version",
          "prompt_hash",
          "outcome",
          "usage",
          "cost_nano_usd",
          "tokens",
          "logprob")),
  /** One attempt at a candidate, successful or not. */
  ATTEMPT(
      "attempt",
      List.of(
          "workflow_id",
          "round",
          "call",
          "attempt",
          "catalogue_version",
          "candidate",
          "prompt_hash",
          "outcome",
          "usage",
          "cost_nano_usd")),
  /** A query that ended without an answer. */
  QUERY_ENDED("query_ended", List.of("workflow_id", "query_id", "outcome", "cost_nano_usd")),
  /** What a user said of an answer; the reply's hash is that of the feedback's body. */
  FEEDBACK("feedback", List.of("query_id", "reply_hash")),
  /**
   * A version that was made stable, or refused; the reply's hash is that of the document that tells
   * who, why and by which evidence.
   */
  PROMOTION("promotion", List.of("workflow_id", "policy_version", "outcome", "reply_hash"));

  private final String wire;
  private final List<String> required;

  AuditKind(String wire, List<String> required) {
    this.wire = wire;
    this.required = required;
  }

  /** The name in the record. */
  public String wire() {
    return wire;
  }

  List<String> required() {
    return required;
  }
}
