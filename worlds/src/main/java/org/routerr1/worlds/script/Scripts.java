// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Role;
import org.routerr1.worlds.specialists.Specialist;

/** The scripts that need no fitting. */
public final class Scripts {

  /** A weight up to this is low: accuracy is worth money. */
  private static final double LOW_WEIGHT = .01;

  /** The most of the reward that one call of {@link #priceRule} may take. */
  private static final double WORTH = .25;

  private Scripts() {}

  /**
   * The candidate of this role, for every hop; gives up when it does not know. Where the pool holds
   * several of the role, the first; where none, the weak one.
   */
  public static Script constant(Role role) {
    return (progress, pool, weight) -> onlyOnce(progress, place(pool, role));
  }

  /** A candidate drawn anew for every call; never gives up. */
  public static Script random(long seed) {
    return (progress, pool, weight) -> {
      double u =
          Draw.uniform(
              seed,
              progress.question().text(),
              pool.get(0).name(),
              weight,
              progress.calls().size());
      return new Move.Ask((int) (u * pool.size()));
    };
  }

  /** From the cheapest up, one after the other until one names something; topics are not read. */
  public static Script cascade() {
    return (progress, pool, weight) -> cheapest(pool, i -> !progress.tried(i), Specialist::price);
  }

  /**
   * By price alone: the dearest whose call takes at most a quarter of the reward, else the
   * cheapest.
   */
  public static Script priceRule() {
    return (progress, pool, weight) -> {
      int dearest = ask(cheapest(pool, i -> true, s -> -s.price()));
      boolean worth = weight * pool.get(dearest).price() <= WORTH;
      return onlyOnce(
          progress, worth ? dearest : ask(cheapest(pool, i -> true, Specialist::price)));
    };
  }

  /**
   * Two lines: at a low weight the most accurate on the topic, else the cheapest that states the
   * topic; then, or where none states it, the most accurate generalist.
   */
  public static Script switching() {
    return (progress, pool, weight) -> {
      String topic = progress.topic();
      IntPredicate states = i -> pool.get(i).accuracies().containsKey(topic) && !progress.tried(i);
      IntPredicate generalist = i -> pool.get(i).generalist() && !progress.tried(i);
      if (IntStream.range(0, pool.size()).anyMatch(states)) {
        return cheapest(
            pool, states, weight <= LOW_WEIGHT ? s -> -s.accuracy(topic) : Specialist::price);
      }
      return cheapest(pool, generalist, s -> -s.elsewhere());
    };
  }

  /** Expected utility by the stated accuracies: the oracle of the descriptors. */
  public static Script expectedUtility(Planner planner) {
    return (progress, pool, weight) -> {
      Plan plan = planner.plan(progress, pool, weight);
      return plan.asks() ? new Move.Ask(plan.best()) : new Move.Answer();
    };
  }

  /** Expected utility that takes every weight for this one. */
  public static Script blindToWeight(Planner planner, double assumed) {
    Script script = expectedUtility(planner);
    return (progress, pool, weight) -> script.next(progress, pool, assumed);
  }

  static Move onlyOnce(Progress progress, int candidate) {
    return progress.tried(candidate) ? new Move.Answer() : new Move.Ask(candidate);
  }

  static int place(Pool pool, Role role) {
    List<Role> roles = pool.specialists().stream().map(Specialist::role).toList();
    return roles.contains(role) ? roles.indexOf(role) : roles.indexOf(Role.WEAK);
  }

  private static Move cheapest(Pool pool, IntPredicate allowed, ToDoubleFunction<Specialist> by) {
    return IntStream.range(0, pool.size())
        .filter(allowed)
        .boxed()
        .min(Comparator.comparingDouble(i -> by.applyAsDouble(pool.get(i))))
        .<Move>map(Move.Ask::new)
        .orElseGet(Move.Answer::new);
  }

  private static int ask(Move move) {
    return switch (move) {
      case Move.Ask ask -> ask.candidate();
      case Move.Answer answer -> 0;
    };
  }
}
