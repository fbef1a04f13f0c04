// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All outcomes of one data set: by policy, trade-off and question, so that any two can be paired.
 */
final class Sheet {

  private final String dataSet;
  private final List<Double> tradeOffs;
  private final int questions;
  private final List<Metric> metrics;
  private final Map<String, @Nullable Outcome[][]> byPolicy = new LinkedHashMap<>();

  Sheet(String dataSet, List<Double> tradeOffs, int questions, List<Metric> metrics) {
    this.dataSet = dataSet;
    this.tradeOffs = tradeOffs;
    this.questions = questions;
    this.metrics = metrics;
  }

  String dataSet() {
    return dataSet;
  }

  List<Double> tradeOffs() {
    return tradeOffs;
  }

  List<Metric> metrics() {
    return metrics;
  }

  /** What the data set is judged by. */
  Metric leading() {
    return metrics.getFirst();
  }

  List<String> policies() {
    return List.copyOf(byPolicy.keySet());
  }

  void put(String policy, int tradeOff, int question, Outcome outcome) {
    byPolicy
            .computeIfAbsent(policy, p -> new Outcome[tradeOffs.size()][questions])[tradeOff][
            question] =
        outcome;
  }

  /** Questions that every given policy has an outcome of at every trade-off asked for. */
  List<Integer> common(List<String> policies, @Nullable Integer tradeOff) {
    List<Integer> common = new ArrayList<>();
    for (int q = 0; q < questions; q++) {
      int question = q;
      if (policies.stream().allMatch(p -> has(p, tradeOff, question))) {
        common.add(question);
      }
    }
    return common;
  }

  private boolean has(String policy, @Nullable Integer tradeOff, int question) {
    for (int t = 0; t < tradeOffs.size(); t++) {
      if ((tradeOff == null || tradeOff == t) && outcome(policy, t, question).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  Optional<Outcome> outcome(String policy, int tradeOff, int question) {
    @Nullable Outcome[][] all = byPolicy.get(policy);
    return all == null ? Optional.empty() : Optional.ofNullable(all[tradeOff][question]);
  }

  /** One value a question; over all trade-offs their mean. */
  double[] values(
      String policy, Metric metric, @Nullable Integer tradeOff, List<Integer> questionNumbers) {
    return questionNumbers.stream()
        .mapToDouble(q ->
            outcomes(policy, tradeOff, List.of(q)).stream()
                .mapToDouble(o -> o.value(metric))
                .average()
                .orElse(0))
        .toArray();
  }

  List<Outcome> outcomes(String policy, @Nullable Integer tradeOff, List<Integer> questionNumbers) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int t = 0; t < tradeOffs.size(); t++) {
      if (tradeOff == null || tradeOff == t) {
        for (int q : questionNumbers) {
          outcome(policy, t, q).ifPresent(outcomes::add);
        }
      }
    }
    return outcomes;
  }
}
