// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;
import java.util.Map;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.Worlds;
import org.routerr1.core.metric.Answers;
import org.routerr1.worlds.script.Baselines;
import org.routerr1.worlds.script.Play;
import org.routerr1.worlds.script.Played;
import org.routerr1.worlds.script.Script;
import org.routerr1.worlds.specialists.Call;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldRef;

/** Plays the scripts in the very world that the policies were in; fitted on another. */
final class WorldBaselines {

  /** Episodes that constants and neighbours are fitted on. */
  private static final int TRAINING = 300;

  private static final int RELATIONS = 48;
  private static final int ENTITIES = 40;

  private final Worlds worlds;

  WorldBaselines(Worlds worlds) {
    this.worlds = worlds;
  }

  /** The world of made facts that the scripts learn from, of the same rules. */
  static WorldRef training(WorldRef tested) {
    return new WorldRef(tested.rules(), WorldRef.made(1, RELATIONS, ENTITIES), 1, false);
  }

  /**
   * @param wanted names of baselines; empty: all
   */
  void play(
      Sheet sheet, EnvironmentRef.Specialists set, int questions, List<String> wanted, long seed) {
    World world = worlds.world(set.world());
    World training = worlds.world(training(set.world()));
    Kind kind = set.kind();
    Map<String, Script> scripts = Baselines.fit(training, kind, TRAINING, seed);
    scripts.forEach((name, script) -> {
      if (!wanted.isEmpty() && !wanted.contains(name)) {
        return;
      }
      for (int q = 0; q < questions; q++) {
        Episode episode = world.episode(kind, q);
        for (int t = 0; t < sheet.tradeOffs().size(); t++) {
          double weight = world.spec().weights().at(sheet.tradeOffs().get(t));
          sheet.put(name, t, q, outcome(episode, Play.run(world, episode, script, weight)));
        }
      }
    });
  }

  private static Outcome outcome(Episode episode, Played played) {
    String answer = played.progress().answer();
    List<String> golds = episode.question().golds();
    List<Call> calls = played.progress().calls();
    return new Outcome(
        played.reward(),
        played.correct() ? 1 : 0,
        Answers.f1(answer, golds),
        Answers.contained(answer, golds) ? 1 : 0,
        Math.round(played.units() * 1e6),
        played.calls(),
        calls.stream().mapToLong(call -> call.reply().millis()).sum(),
        calls.stream().map(call -> episode.pool().get(call.candidate()).key()).toList(),
        true,
        0);
  }
}
