// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.World;

/** What scripts earn in a world: every script on the same episodes at every weight. */
public final class Table {

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** By weight, then by episode. */
  private static final class Row {
    final double[][] correct;
    final double[][] units;
    final double[][] reward;

    Row(int weights, int episodes) {
      correct = new double[weights][episodes];
      units = new double[weights][episodes];
      reward = new double[weights][episodes];
    }
  }

  private Table() {}

  /** Plays the episodes 0 to n − 1. */
  public static Table of(World world, Kind kind, int n, Map<String, Script> scripts) {
    List<Double> weights = world.spec().weights().points();
    List<Episode> episodes = new ArrayList<>();
    for (int number = 0; number < n; number++) {
      episodes.add(world.episode(kind, number));
    }
    Table table = new Table();
    scripts.forEach((name, script) -> {
      Row row = new Row(weights.size(), n);
      for (int w = 0; w < weights.size(); w++) {
        for (int e = 0; e < n; e++) {
          Played played = Play.run(world, episodes.get(e), script, weights.get(w));
          row.correct[w][e] = played.correct() ? 1 : 0;
          row.units[w][e] = played.units();
          row.reward[w][e] = played.reward();
        }
      }
      table.rows.put(name, row);
    });
    return table;
  }

  public List<String> names() {
    return List.copyOf(rows.keySet());
  }

  /** Mean over episodes and weights. */
  public double reward(String name) {
    return average(rewards(name));
  }

  public double accuracy(String name) {
    return Arrays.stream(row(name).correct).mapToDouble(Table::average).average().orElseThrow();
  }

  /** Mean units an episode at each weight. */
  public double[] costs(String name) {
    return Arrays.stream(row(name).units).mapToDouble(Table::average).toArray();
  }

  /** Mean reward at the weight of this place. */
  public double rewardAt(String name, int weight) {
    return average(row(name).reward[weight]);
  }

  /** One value an episode at the weight of this place. */
  public double[] rewardsAt(String name, int weight) {
    return row(name).reward[weight].clone();
  }

  /** One value an episode, the mean over the weights: what intervals are made of. */
  public double[] rewards(String name) {
    double[][] reward = row(name).reward;
    double[] means = new double[reward[0].length];
    for (int e = 0; e < means.length; e++) {
      int episode = e;
      means[e] = Arrays.stream(reward).mapToDouble(w -> w[episode]).average().orElseThrow();
    }
    return means;
  }

  /** The script of the highest mean reward. */
  public String best(Collection<String> names) {
    return names.stream().max(Comparator.comparingDouble(this::reward)).orElseThrow();
  }

  /** The script of the highest mean reward at the weight of this place. */
  public String bestAt(Collection<String> names, int weight) {
    return names.stream()
        .max(Comparator.comparingDouble(name -> rewardAt(name, weight)))
        .orElseThrow();
  }

  /** For people: a line a script. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String name : rows.keySet()) {
      text.append(
          String.format(Locale.ROOT, "%-28s %6.3f %5.2f ", name, reward(name), accuracy(name)));
      for (double cost : costs(name)) {
        text.append(String.format(Locale.ROOT, " %6.1f", cost));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private Row row(String name) {
    return Objects.requireNonNull(rows.get(name), name);
  }

  private static double average(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
