// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.PoolRule;
import org.routerr1.worlds.specialists.Role;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.Style;
import org.routerr1.worlds.specialists.Weights;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldSpec;
import org.routerr1.worlds.specialists.Worlds;

class ScriptsTest {

  private static final Planner PLANNER = new Planner(.5);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theOracleEarnsMoreThanEveryOtherScriptAndSpendsLessWithEveryWeight(Kind kind) {
    World world = Worlds.made(WorldSpec.TRADE_OFF, 31);
    Map<String, Script> scripts = Baselines.fit(Worlds.made(WorldSpec.TRADE_OFF, 30), kind, 150, 1);
    assertThat(scripts)
        .containsKeys(
            "constant:weak",
            "constant:strong",
            "best_constant",
            "best_constant_per_trade_off",
            "random",
            "price_rule",
            "cascade",
            "switch",
            "knn",
            "script:weight_blind",
            "oracle");
    Table table = Table.of(world, kind, 500, scripts);
    for (String name : table.names()) {
      if (!name.equals("oracle")) {
        assertThat(table.reward("oracle")).as(name).isGreaterThan(table.reward(name) + .01);
      }
    }
    assertThat(table.costs("oracle")).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(table.costs("oracle")).doesNotHaveDuplicates();
  }

  @Test
  void theWorldOfCoverageRewardsReadingButHardlyTheWeight() {
    World world = Worlds.made(WorldSpec.COVERAGE, 31);
    Map<String, Script> scripts =
        Baselines.fit(Worlds.made(WorldSpec.COVERAGE, 30), Kind.BRIDGE, 200, 1);
    Table table = Table.of(world, Kind.BRIDGE, 500, scripts);
    assertThat(table.reward("oracle")).isBetween(.72, .88);
    assertThat(table.reward("best_constant")).isBetween(.18, .36);
    assertThat(table.reward("oracle") - table.reward("script:weight_blind")).isLessThan(.02);
  }

  @Test
  void theSameSeedPlaysTheSame() {
    World world = Worlds.made(WorldSpec.TRADE_OFF, 31);
    Map<String, Script> all =
        Map.of("r", Scripts.random(4), "s", Scripts.switching(), "c", Scripts.cascade());
    String once = Table.of(world, Kind.BRIDGE, 50, Map.of("r", Scripts.random(4))).text();
    Table again = Table.of(Worlds.made(WorldSpec.TRADE_OFF, 31), Kind.BRIDGE, 50, all);
    assertThat(again.text()).contains(once);
  }

  @Test
  void bothWorldsProveTheirWorth() {
    assertThat(Proof.of(Worlds.common(WorldSpec.TRADE_OFF, 41), 300, 1))
        .matches(Proof::holds, "holds")
        .satisfies(p -> assertThat(p.claims()).hasSize(4));
    assertThat(Proof.of(Worlds.common(WorldSpec.COVERAGE, 41), 300, 1))
        .matches(Proof::holds, "holds");
  }

  @Test
  void aWorldWithoutATradeOffIsRefusedWithTheReason() {
    PoolRule oneForAll =
        (random, needed, topics) ->
            List.of(
                new Specialist("a", Role.STRONG, "", List.of(), Map.of(), .9, 2, 100),
                new Specialist("b", Role.WEAK, "", List.of(), Map.of(), .4, 1, 100));
    WorldSpec flat =
        new WorldSpec("flat", Weights.TRADE_OFF, .7, .5, 3, oneForAll, true, Style.USUAL);
    Proof proof = Proof.of(Worlds.made(flat, 1), 200, 1);
    assertThat(proof.holds()).isFalse();
    assertThat(proof.objections()).contains("more than the best constant per weight");
  }

  @Test
  void swappedPricesMoveTheScriptsFirstCall() {
    World world = Worlds.made(WorldSpec.TRADE_OFF, 51);
    int found = 0;
    for (int i = 0; i < 100; i++) {
      Episode episode = world.episode(Kind.BRIDGE, i);
      var swap = PriceSwap.draw(episode, PLANNER, 3, .015);
      if (swap.isPresent()) {
        found++;
        assertThat(swap.get().after()).isNotEqualTo(swap.get().before());
        Played played =
            Play.run(world, swap.get().episode(), Scripts.expectedUtility(PLANNER), .015);
        assertThat(played.progress().calls().getFirst().candidate()).isEqualTo(swap.get().after());
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void theTeacherWalksItsOwnPathsAndEndsWithAnAnswer() {
    World world = Worlds.made(WorldSpec.TRADE_OFF, 61);
    int best = 0;
    int asked = 0;
    for (int i = 0; i < 200; i++) {
      Episode episode = world.episode(Kind.BRIDGE, i);
      List<Lesson> path = Lesson.path(world, episode, .005, Plan.TEMPERATURE, Draw.generator(1, i));
      assertThat(path).hasSizeBetween(1, 4);
      assertThat(path.getLast().taken()).isEqualTo(new Move.Answer());
      for (Lesson lesson : path.subList(0, path.size() - 1)) {
        asked++;
        Plan plan = lesson.plan().orElseThrow();
        best += lesson.taken().equals(new Move.Ask(plan.best())) ? 1 : 0;
      }
    }
    assertThat((double) best / asked).isBetween(.5, .98);
  }
}
