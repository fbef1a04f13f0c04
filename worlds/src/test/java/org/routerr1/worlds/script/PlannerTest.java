// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Hop;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Question;
import org.routerr1.worlds.specialists.Reply;
import org.routerr1.worlds.specialists.Role;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldSpec;
import org.routerr1.worlds.specialists.Worlds;

class PlannerTest {

  private static final Planner PLANNER = new Planner(.5);
  private static final Specialist CHEAP = candidate("Oak", .6, 2);
  private static final Specialist DEAR = candidate("Elm", .9, 10);
  private static final Pool POOL = new Pool(List.of(CHEAP, DEAR));
  private static final Question ONE_HOP =
      new Question(Kind.BRIDGE, "?", List.of(new Hop("r", "t", "x", "y")), "y");

  private static Specialist candidate(String name, double accuracy, int price) {
    return new Specialist(name, Role.CHEAP, name, List.of(), Map.of("t", accuracy), 0, price, 100);
  }

  private static Reply said(String text) {
    return new Reply(text, Reply.Outcome.RIGHT, 1, 1);
  }

  @Test
  void valuesAnswerWhatArithmeticByHandGives() {
    double w = .01;
    // Last call: .6 right and noticed; dear: .9.
    Plan last = PLANNER.plan(Progress.start(ONE_HOP, 1), POOL, w);
    assertThat(last.ask().get(0)).isCloseTo(.6 - .02, within(1e-12));
    assertThat(last.ask().get(1)).isCloseTo(.9 - .10, within(1e-12));
    assertThat(last.answer()).isZero();
    // Two calls: after "I don't know" (.2 and .05) the other one may still be asked.
    Plan two = PLANNER.plan(Progress.start(ONE_HOP, 2), POOL, w);
    assertThat(two.ask().get(0)).isCloseTo(-.02 + .6 + .2 * .8, within(1e-12));
    assertThat(two.ask().get(1)).isCloseTo(-.10 + .9 + .05 * .58, within(1e-12));
    assertThat(two.best()).isEqualTo(1);
  }

  @Test
  void asksTheSameCandidateAgainOnlyToItsOwnLoss() {
    Progress told =
        Progress.start(ONE_HOP, 3).after(1, new Reply(Reply.UNKNOWN, Reply.Outcome.UNKNOWN, 10, 1));
    Plan plan = PLANNER.plan(told, POOL, .01);
    assertThat(plan.best()).isZero();
    assertThat(plan.ask().get(1)).isCloseTo(-.10 + .58, within(1e-12));
  }

  @Test
  void answersAtOnceWhereEveryCallCostsMoreThanItBrings() {
    Plan plan = PLANNER.plan(Progress.start(ONE_HOP, 3), POOL, 1);
    assertThat(plan.asks()).isFalse();
    assertThat(plan.asking(Plan.TEMPERATURE)).isLessThan(.01);
  }

  @Test
  void trustsANamedEntityAsMuchAsItsSourceDeserves() {
    List<Hop> hops = List.of(new Hop("r", "t", "x", "y"), new Hop("r", "t", "y", "z"));
    Question twoHops = new Question(Kind.BRIDGE, "?", hops, "z");
    Progress second = Progress.start(twoHops, 3).after(0, said("y"));
    assertThat(PLANNER.belief(second, POOL)).isCloseTo(.6 / .8, within(1e-12));
    Plan plan = PLANNER.plan(second, POOL, .01);
    double dear = .75 * .9 + .05 * (.75 * .6 - .02) - .10;
    assertThat(plan.ask().get(1)).isCloseTo(dear, within(1e-12));
  }

  @Test
  void takesAComparisonForHalfWonFromTheStart() {
    List<Hop> hops = List.of(new Hop("r", "t", "x", "z"), new Hop("r", "t", "y", "z"));
    Question same = new Question(Kind.COMPARISON, "?", hops, "yes");
    Plan plan = PLANNER.plan(Progress.start(same, 2).after(1, said("z")), POOL, .01);
    double belief = .9 / .95;
    assertThat(plan.answer()).isEqualTo(.5);
    // Said with .95, then right with the belief; else a guess.
    double expected = -.10 + .95 * (1 + belief * belief) / 2 + .05 * .5;
    assertThat(plan.ask().get(1)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void softTargetsAreTheSoftmaxOfTheValues() {
    Plan plan = new Plan(List.of(.50, .54, .10), .52, 1);
    double[] p = plan.names(.04);
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
    assertThat(p[1] / p[0]).isCloseTo(Math.E, within(1e-9));
    assertThat(plan.asking(.04)).isCloseTo(1 / (1 + Math.exp(-.5)), within(1e-12));
  }

  @Test
  void promisesWhatIsThenEarned() {
    // Of several sets of facts: in one set the same few chains come again and again.
    List<World> worlds =
        LongStream.range(21, 25).mapToObj(s -> Worlds.made(WorldSpec.TRADE_OFF, s)).toList();
    Script oracle = Scripts.expectedUtility(PLANNER);
    for (Kind kind : Kind.values()) {
      for (double weight : new double[] {.001, .015}) {
        double promised = 0;
        double earned = 0;
        int n = 2_000;
        for (int i = 0; i < n; i++) {
          World world = worlds.get(i % worlds.size());
          Episode episode = world.episode(kind, i);
          Plan plan = PLANNER.plan(Progress.start(episode.question(), 3), episode.pool(), weight);
          promised += Math.max(plan.answer(), plan.ask().get(plan.best())) / n;
          earned += Play.run(world, episode, oracle, weight).reward() / n;
        }
        assertThat(earned).as(kind + " at " + weight).isCloseTo(promised, within(.03));
      }
    }
  }
}
