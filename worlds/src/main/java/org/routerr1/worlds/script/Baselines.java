// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.Role;
import org.routerr1.worlds.specialists.World;

/**
 * All scripts of an evaluation under their names; what needs fitting is fitted on training
 * episodes.
 */
public final class Baselines {

  private Baselines() {}

  /**
   * The scripts, in the order of tables: constants, best constants, random, price_rule, cascade,
   * switch, knn, script:weight_blind, oracle.
   *
   * @param training a world of the same rules, never the one under test
   * @param n training episodes
   */
  public static Map<String, Script> fit(World training, Kind kind, int n, long seed) {
    Map<String, Script> scripts = new LinkedHashMap<>();
    for (Role role : roles(training, kind)) {
      scripts.put("constant:" + role.label(), Scripts.constant(role));
    }
    List<Double> weights = training.spec().weights().points();
    Table constants = Table.of(training, kind, n, scripts);
    String best = constants.best(scripts.keySet());
    scripts.put("best_constant", script(scripts, best));
    scripts.put("best_constant_per_trade_off", perWeight(scripts, constants, weights));
    scripts.put("random", Scripts.random(seed));
    scripts.put("price_rule", Scripts.priceRule());
    scripts.put("cascade", Scripts.cascade());
    scripts.put("switch", Scripts.switching());
    scripts.put("knn", Knn.fit(training, kind, n));
    Planner planner = new Planner(training.spec().unknownShare());
    scripts.put(
        "script:weight_blind", Scripts.blindToWeight(planner, training.spec().weights().mean()));
    scripts.put("oracle", Scripts.expectedUtility(planner));
    return scripts;
  }

  /** Generalists that stand in every pool of the first hundred episodes. */
  private static List<Role> roles(World training, Kind kind) {
    List<Role> roles = new ArrayList<>(List.of(Role.WEAK, Role.MIDDLING, Role.STRONG));
    for (int number = 0; number < 100; number++) {
      List<Role> here =
          training.episode(kind, number).pool().specialists().stream().map(s -> s.role()).toList();
      roles.removeIf(r -> !here.contains(r));
    }
    return roles;
  }

  /** At each weight the constant that was best at the nearest one. */
  private static Script perWeight(
      Map<String, Script> scripts, Table constants, List<Double> weights) {
    List<Script> best =
        IntStream.range(0, weights.size())
            .mapToObj(w -> script(scripts, constants.bestAt(constants.names(), w)))
            .toList();
    return (progress, pool, weight) -> {
      int nearest = 0;
      for (int w = 1; w < weights.size(); w++) {
        if (Math.abs(weights.get(w) - weight) < Math.abs(weights.get(nearest) - weight)) {
          nearest = w;
        }
      }
      return best.get(nearest).next(progress, pool, weight);
    };
  }

  private static Script script(Map<String, Script> scripts, String name) {
    return Objects.requireNonNull(scripts.get(name));
  }
}
