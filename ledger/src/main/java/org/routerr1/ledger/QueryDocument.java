// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as the books tell it, while it runs and afterwards: the document that {@code GET
 * /v1/queries/{id}}, {@code ask} and {@code demo} print (in snake case).
 *
 * @param outcome null while it runs; {@code answered}, {@code cancelled}, or a failure code
 */
public record QueryDocument(
    String queryId,
    String workflowId,
    String chain,
    String question,
    @Nullable String outcome,
    @Nullable String answer,
    boolean forced,
    @Nullable Policy policy,
    String catalogueVersion,
    List<Round> rounds,
    long costNanoUsd,
    long ms,
    @Nullable AuditSpan audit) {

  public record Policy(String version, String model) {}

  /**
   * One decision and the attempts that followed. {@code action} is {@code route} or {@code answer}.
   */
  public record Round(int n, String thought, String action, Decision decision, List<Call> calls) {}

  /**
   * {@code tokens} counts what was generated, {@code promptTokens} what was read; {@code logprob}
   * is the sum under the constrained distribution.
   */
  public record Decision(
      int tokens,
      long promptTokens,
      double logprob,
      long ms,
      String promptHash,
      long costNanoUsd) {}

  /**
   * One attempt; outcome {@code pending} while it is under way, {@code unknown} if the query ended
   * and nobody wrote how the attempt did.
   */
  public record Call(
      String candidate,
      @Nullable String model,
      String subQuery,
      @Nullable String reply,
      String outcome,
      @Nullable String detail,
      UsageDocument usage,
      long costNanoUsd,
      long ms,
      int attempt) {}

  public record UsageDocument(long inputTokens, long outputTokens) {}

  /** Where the query's records stand in the chain. */
  public record AuditSpan(int records, long firstSequence, long lastSequence, String headHash) {}
}
