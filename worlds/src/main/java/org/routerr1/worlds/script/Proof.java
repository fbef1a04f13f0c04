// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.Role;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.stats.Bootstrap;
import org.routerr1.worlds.stats.Interval;

/**
 * Whether a world is worth training in, shown by scripts before anything is trained: that reading
 * descriptors pays, and, where the world says so, that the weight must be obeyed.
 *
 * @param table what the scripts earned
 */
public record Proof(Table table, List<Claim> claims) {

  /** How much more than the best constant per weight the oracle must earn. */
  private static final double MARGIN = .05;

  /** One thing that must be true, with the figures that say so. */
  public record Claim(String what, boolean holds, String figures) {}

  public boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }

  /** The claims that do not hold, as one sentence; empty where all do. */
  public String objections() {
    return String.join(
        "; ",
        claims.stream().filter(c -> !c.holds()).map(c -> c.what() + ": " + c.figures()).toList());
  }

  /** Plays {@code n} bridge questions; constants are chosen in hindsight, to their advantage. */
  public static Proof of(World world, int n, long seed) {
    Planner planner = new Planner(world.spec().unknownShare());
    Map<String, Script> scripts = new LinkedHashMap<>();
    for (Role role : List.of(Role.WEAK, Role.STRONG)) {
      scripts.put(role.label(), Scripts.constant(role));
    }
    List<String> constants = List.copyOf(scripts.keySet());
    double mean = world.spec().weights().mean();
    scripts.put("blind", Scripts.blindToWeight(planner, mean));
    scripts.put("oracle", Scripts.expectedUtility(planner));
    Table table = Table.of(world, Kind.BRIDGE, n, scripts);
    Bootstrap bootstrap = Bootstrap.seeded(seed);

    List<Claim> claims = new ArrayList<>();
    double[] oracle = table.rewards("oracle");
    Interval gain = bootstrap.difference(oracle, perWeight(table, constants));
    claims.add(
        new Claim(
            "expected utility earns more than the best constant per weight, by .05 and more",
            gain.above(MARGIN),
            gain.toString()));
    if (world.spec().weightMatters()) {
      double[] costs = table.costs("oracle");
      claims.add(new Claim("the oracle's cost falls with every weight", falls(costs), list(costs)));
      int last = costs.length - 1;
      String low = table.bestAt(constants, 0);
      String high = table.bestAt(constants, last);
      claims.add(
          new Claim(
              "no constant is best at every weight", !low.equals(high), low + ", then " + high));
      Interval reading = bootstrap.difference(oracle, table.rewards("blind"));
      claims.add(
          new Claim(
              "expected utility earns more than the same blind to the weight",
              reading.above(0),
              reading.toString()));
    }
    return new Proof(table, List.copyOf(claims));
  }

  private static double[] perWeight(Table table, List<String> constants) {
    int weights = table.costs(constants.getFirst()).length;
    double[] sum = new double[table.rewards(constants.getFirst()).length];
    for (int w = 0; w < weights; w++) {
      double[] best = table.rewardsAt(table.bestAt(constants, w), w);
      for (int e = 0; e < sum.length; e++) {
        sum[e] += best[e] / weights;
      }
    }
    return sum;
  }

  private static boolean falls(double[] costs) {
    for (int i = 1; i < costs.length; i++) {
      if (!(costs[i] < costs[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private static String list(double[] values) {
    return String.join(
        " ", Arrays.stream(values).mapToObj(v -> String.format(Locale.ROOT, "%.1f", v)).toList());
  }
}
