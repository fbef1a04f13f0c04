// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.evaluation.EvaluationDocument.Gap;
import org.routerr1.activities.evaluation.EvaluationDocument.Pair;
import org.routerr1.activities.evaluation.EvaluationDocument.Row;
import org.routerr1.activities.evaluation.EvaluationDocument.Share;
import org.routerr1.worlds.stats.Bootstrap;
import org.routerr1.worlds.stats.Interval;

/** Figures of a sheet with their intervals: values, paired differences, shares of the way. */
final class Comparison {

  private final Sheet sheet;
  private final Bootstrap bootstrap;

  Comparison(Sheet sheet, long seed) {
    this.sheet = sheet;
    this.bootstrap = Bootstrap.seeded(seed);
  }

  private List<@Nullable Integer> places() {
    List<@Nullable Integer> places = new ArrayList<>();
    places.add(null);
    for (int t = 0; t < sheet.tradeOffs().size(); t++) {
      places.add(t);
    }
    return places;
  }

  private @Nullable Double tradeOff(@Nullable Integer place) {
    return place == null ? null : sheet.tradeOffs().get(place);
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String policy : sheet.policies()) {
      for (Integer place : places()) {
        List<Integer> questions = sheet.common(List.of(policy), place);
        if (questions.isEmpty()) {
          continue;
        }
        List<Outcome> outcomes = sheet.outcomes(policy, place, questions);
        for (Metric metric : sheet.metrics()) {
          Interval mean = bootstrap.mean(sheet.values(policy, metric, place, questions));
          rows.add(
              new Row(
                  sheet.dataSet(),
                  policy,
                  tradeOff(place),
                  mean.n(),
                  metric.label(),
                  mean.value(),
                  mean.low(),
                  mean.high(),
                  outcomes.stream().mapToLong(Outcome::nanoUsd).average().orElse(0),
                  outcomes.stream().mapToInt(Outcome::calls).average().orElse(0),
                  median(outcomes)));
        }
      }
    }
    return rows;
  }

  private static double median(List<Outcome> outcomes) {
    List<Long> millis = new ArrayList<>(outcomes.stream().map(Outcome::millis).toList());
    Collections.sort(millis);
    return millis.isEmpty() ? 0 : millis.get(millis.size() / 2);
  }

  /** Of each of these policies against everything else. */
  List<Pair> pairs(List<String> policies) {
    List<Pair> pairs = new ArrayList<>();
    for (String policy : policies) {
      for (String against : sheet.policies()) {
        if (policy.equals(against)) {
          continue;
        }
        for (Integer place : places()) {
          List<Integer> questions = sheet.common(List.of(policy, against), place);
          if (questions.isEmpty()) {
            continue;
          }
          for (Metric metric : sheet.metrics()) {
            if (metric != sheet.leading() && sheet.leading() == Metric.REWARD) {
              continue;
            }
            Interval difference =
                bootstrap.difference(
                    sheet.values(policy, metric, place, questions),
                    sheet.values(against, metric, place, questions));
            pairs.add(
                new Pair(
                    sheet.dataSet(),
                    policy,
                    against,
                    tradeOff(place),
                    difference.n(),
                    metric.label(),
                    difference.value(),
                    difference.low(),
                    difference.high()));
          }
        }
      }
    }
    return pairs;
  }

  /** Of all policies, on the way from one to another; none where there is no way worth a name. */
  List<Gap> gaps(String from, String to) {
    List<Gap> gaps = new ArrayList<>();
    if (!sheet.policies().containsAll(List.of(from, to))) {
      return gaps;
    }
    for (String policy : sheet.policies()) {
      List<Integer> questions = sheet.common(List.of(policy, from, to), null);
      if (policy.equals(from) || policy.equals(to) || questions.isEmpty()) {
        continue;
      }
      Metric metric = sheet.leading();
      double[] start = sheet.values(from, metric, null, questions);
      double[] end = sheet.values(to, metric, null, questions);
      Interval share = bootstrap.share(start, end, sheet.values(policy, metric, null, questions));
      if (bootstrap.difference(end, start).low() > 0 && Double.isFinite(share.value())) {
        gaps.add(
            new Gap(sheet.dataSet(), policy, from, to, share.value(), share.low(), share.high()));
      }
    }
    return gaps;
  }

  /** Whom the policies ask, by role or name. */
  List<Share> shares() {
    List<Share> shares = new ArrayList<>();
    for (String policy : sheet.policies()) {
      for (int t = 0; t < sheet.tradeOffs().size(); t++) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Outcome outcome : sheet.outcomes(policy, t, sheet.common(List.of(policy), t))) {
          outcome
              .roles()
              .forEach(role -> counts.merge(role.replaceAll(":.*", ""), 1, Integer::sum));
        }
        double all = counts.values().stream().mapToInt(c -> c).sum();
        double tradeOff = sheet.tradeOffs().get(t);
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(e ->
                shares.add(
                    new Share(sheet.dataSet(), policy, tradeOff, e.getKey(), e.getValue() / all)));
      }
    }
    return shares;
  }
}
