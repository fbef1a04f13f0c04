// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.Set;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.MadeFacts;
import org.routerr1.worlds.facts.ProjectFacts;

/** Worlds for tests. */
public final class Worlds {

  private static final Corpus MADE =
      Corpus.of(FactGraph.of(MadeFacts.generate(3, 48, 40, Set.of())), Topics.EACH_RELATION);
  private static final Corpus COMMON =
      Corpus.of(FactGraph.of(ProjectFacts.read()), Topics.EACH_RELATION);

  private Worlds() {}

  public static World made(WorldSpec spec, long seed) {
    return new World(spec, MADE, seed);
  }

  public static World common(WorldSpec spec, long seed) {
    return new World(spec, COMMON, seed);
  }
}
