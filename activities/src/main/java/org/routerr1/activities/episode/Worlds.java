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

  private final Map<Known<WorldRef>, World> worlds = Recent.most(16);
  private final Map<Known<WorldAddress>, Episode> episodes = Recent.most(1_000);

  private record Known<T>(T what, FileEdition facts) {}

  public World world(WorldRef ref) {
    Known<WorldRef> key = new Known<>(ref, FileEdition.now(ref.facts()));
    World known = worlds.get(key);
    if (known == null) {
      known = WorldLoader.load(ref);
      worlds.put(key, known);
    }
    return known;
  }

  Episode episode(WorldAddress address) {
    Known<WorldAddress> key = new Known<>(address, FileEdition.now(address.world().facts()));
    Episode known = episodes.get(key);
    if (known == null) {
      known = world(address.world()).episode(address.kind(), address.number());
      episodes.put(key, known);
    }
    return known;
  }
}
