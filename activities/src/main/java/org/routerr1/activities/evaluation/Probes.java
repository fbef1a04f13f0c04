// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.episode.EpisodeResult;
import org.routerr1.activities.episode.EpisodeResult.SampleResult;
import org.routerr1.activities.episode.Variant;
import org.routerr1.activities.evaluation.EvaluationDocument.Row;
import org.routerr1.worlds.stats.Bootstrap;
import org.routerr1.worlds.stats.Interval;

/**
 * Whether a policy reads descriptors: {@code follows_swap}, its first call goes where the
 * expected-utility script's does once two prices are exchanged; {@code same_under_aliases}, it asks
 * the same candidate first under another name and place.
 */
final class Probes {

  private Probes() {}

  static List<Row> rows(List<EpisodeResult> episodes, String policy, long seed) {
    Map<String, String> plainFirst = new HashMap<>();
    String dataSet = "";
    for (EpisodeResult episode : episodes) {
      if (episode.policy().equals(policy) && episode.variant() == Variant.PLAIN) {
        for (SampleResult sample : episode.samples()) {
          plainFirst.put(key(episode, sample), first(sample));
        }
      }
    }
    List<Double> follows = new ArrayList<>();
    List<Double> same = new ArrayList<>();
    for (EpisodeResult episode : episodes) {
      if (!episode.policy().equals(policy) || episode.variant() == Variant.PLAIN) {
        continue;
      }
      dataSet = episode.dataSet();
      for (SampleResult sample : episode.samples()) {
        String first = first(sample);
        if (episode.variant() == Variant.SWAPPED) {
          follows.add(first.equals(expected(sample)) ? 1.0 : 0.0);
        } else {
          String before = plainFirst.get(key(episode, sample));
          if (before != null) {
            same.add(first.equals(before) ? 1.0 : 0.0);
          }
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    add(rows, dataSet, policy, "follows_swap", follows, seed);
    add(rows, dataSet, policy, "same_under_aliases", same, seed);
    return rows;
  }

  private static void add(
      List<Row> rows,
      String dataSet,
      String policy,
      String metric,
      List<Double> values,
      long seed) {
    if (!values.isEmpty()) {
      Interval mean =
          Bootstrap.seeded(seed).mean(values.stream().mapToDouble(Double::doubleValue).toArray());
      rows.add(
          new Row(
              dataSet,
              policy,
              null,
              mean.n(),
              metric,
              mean.value(),
              mean.low(),
              mean.high(),
              0,
              0,
              0));
    }
  }

  private static String key(EpisodeResult episode, SampleResult sample) {
    return episode.dataSet() + "/" + episode.number() + "/" + sample.tradeOff();
  }

  private static @Nullable String expected(SampleResult sample) {
    return sample.grade().expectedFirst();
  }

  /** Whom it asked first; empty where it answered at once. */
  private static String first(SampleResult sample) {
    List<String> roles = sample.grade().roles();
    return roles.isEmpty() ? "" : roles.getFirst();
  }
}
