// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation's result, as {@code eval --json} prints it in snake case.
 *
 * @param failed loops that did not reach an answer; they count as wrong
 * @param masked episodes with calls that failed by no fault of the policy
 * @param nanoUsd of all calls, as if each had been asked live
 * @param paidNanoUsd of what was really asked live; made worlds and recordings cost nothing
 * @param budgetSpent whether candidates were not asked any more because its budget was spent
 * @param episodesMs of all episodes together; several are played at a time
 */
public record EvaluationDocument(
    String evaluation,
    String suite,
    long seed,
    int questions,
    int episodes,
    int failed,
    int masked,
    List<Row> rows,
    List<Pair> pairs,
    List<Gap> gap,
    List<Share> shares,
    List<EvaluationPlan.Skipped> skipped,
    long nanoUsd,
    long paidNanoUsd,
    boolean budgetSpent,
    long episodesMs,
    String html) {

  /** A policy's row over all trade-offs; empty where it has none of this metric. */
  public Optional<Row> overall(String policy, String metric) {
    return rows.stream()
        .filter(row -> row.tradeOff() == null)
        .filter(row -> row.policy().equals(policy) && row.metric().equals(metric))
        .findFirst();
  }

  /** {@code tradeOff} null: over all. */
  public record Row(
      String dataSet,
      String policy,
      @Nullable Double tradeOff,
      int n,
      String metric,
      double value,
      double low,
      double high,
      double nanoUsdPerQuery,
      double calls,
      double p50Ms) {}

  /** {@code difference} is policy − against, question by question. */
  public record Pair(
      String dataSet,
      String policy,
      String against,
      @Nullable Double tradeOff,
      int n,
      String metric,
      double difference,
      double low,
      double high) {}

  /** How much of the way from one policy to another a third has gone. */
  public record Gap(
      String dataSet,
      String policy,
      String from,
      String to,
      double share,
      double low,
      double high) {}

  /** How often somebody was asked, among all calls of a policy at a trade-off. */
  public record Share(
      String dataSet, String policy, double tradeOff, String candidate, double share) {}
}
