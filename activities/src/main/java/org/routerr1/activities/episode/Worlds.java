// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.Map;
import org.routerr1.activities.Recent;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldLoader;
import org.routerr1.worlds.specialists.WorldRef;

/** The made worlds of this process: loaded once, episodes kept while they are asked about. */
public final class Worlds {

  private final Map<WorldRef, World> worlds = Recent.most(16);
  private final Map<WorldAddress, Episode> episodes = Recent.most(1_000);

  public World world(WorldRef ref) {
    World known = worlds.get(ref);
    if (known == null) {
      known = WorldLoader.load(ref);
      worlds.put(ref, known);
    }
    return known;
  }

  Episode episode(WorldAddress address) {
    Episode known = episodes.get(address);
    if (known == null) {
      known = world(address.world()).episode(address.kind(), address.number());
      episodes.put(address, known);
    }
    return known;
  }
}
