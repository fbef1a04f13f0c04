// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.World;

/**
 * One decision of the teacher in a warm start.
 *
 * @param progress the state in which it is taken
 * @param plan values and soft targets; empty where nothing can be asked any more
 * @param taken what was done to come to the next lesson; the last one answers
 */
public record Lesson(Progress progress, Optional<Plan> plan, Move taken) {

  /**
   * A path through an episode as the teacher goes it: names and the choice to ask are drawn from
   * its own soft targets, so that states beside the best path are seen too.
   *
   * @param weight that the teacher obeys; 0 for a teacher that is blind to cost
   */
  public static List<Lesson> path(
      World world, Episode episode, double weight, double temperature, RandomGenerator random) {
    Planner planner = new Planner(world.spec().unknownShare());
    List<Lesson> lessons = new ArrayList<>();
    Progress progress = Progress.start(episode.question(), world.spec().maxCalls());
    while (!progress.complete() && progress.callsLeft() > 0) {
      Plan plan = planner.plan(progress, episode.pool(), weight);
      if (random.nextDouble() >= plan.asking(temperature)) {
        lessons.add(new Lesson(progress, Optional.of(plan), new Move.Answer()));
        return lessons;
      }
      int candidate = draw(plan.names(temperature), random);
      lessons.add(new Lesson(progress, Optional.of(plan), new Move.Ask(candidate)));
      progress =
          progress.after(
              candidate,
              world.reply(episode, episode.pool().get(candidate), progress.subQuestion()));
    }
    lessons.add(new Lesson(progress, Optional.empty(), new Move.Answer()));
    return lessons;
  }

  private static int draw(double[] p, RandomGenerator random) {
    double place = random.nextDouble();
    int i = 0;
    while (i < p.length - 1 && place >= p[i]) {
      place -= p[i++];
    }
    return i;
  }
}
