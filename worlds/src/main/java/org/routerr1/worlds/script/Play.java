// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Reply;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.World;

/** Plays scripts in a world. */
public final class Play {

  private Play() {}

  /** Until the script answers, all hops are over, or no call is left. */
  public static Played run(World world, Episode episode, Script script, double weight) {
    Pool pool = episode.pool();
    Progress progress = Progress.start(episode.question(), world.spec().maxCalls());
    boolean over = false;
    while (!over && !progress.complete() && progress.callsLeft() > 0) {
      switch (script.next(progress, pool, weight)) {
        case Move.Ask ask -> {
          Specialist asked = pool.get(ask.candidate());
          Reply reply = world.reply(episode, asked, progress.subQuestion());
          progress = progress.after(ask.candidate(), reply);
        }
        case Move.Answer answer -> over = true;
      }
    }
    boolean correct = episode.question().accepts(progress.answer());
    double units = progress.units();
    return new Played(progress, correct, units, world.spec().reward(correct, units, weight));
  }
}
