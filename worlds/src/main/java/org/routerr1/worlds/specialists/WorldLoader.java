// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.FactsFile;
import org.routerr1.worlds.facts.MadeFacts;
import org.routerr1.worlds.facts.ProjectFacts;

/** Makes worlds of their references. */
public final class WorldLoader {

  private WorldLoader() {}

  /**
   * Makes the world.
   *
   * @throws BadFileException the file of facts cannot be used
   * @throws IllegalArgumentException no such rules
   */
  public static World load(WorldRef ref) {
    FactGraph graph = FactGraph.of(read(ref.facts())).requireTwoHops(ref.facts());
    return new World(spec(ref), Corpus.of(graph, Topics.EACH_RELATION), ref.seed());
  }

  /** The rules. */
  public static WorldSpec spec(WorldRef ref) {
    WorldSpec spec =
        switch (ref.rules()) {
          case WorldRef.TRADE_OFF -> WorldSpec.TRADE_OFF;
          case WorldRef.COVERAGE -> WorldSpec.COVERAGE;
          default ->
              throw new IllegalArgumentException(
                  "a world's rules are trade_off or coverage, not " + ref.rules());
        };
    return ref.unseen() ? spec.unseenStyle() : spec;
  }

  private static List<Fact> read(String facts) {
    if (facts.equals(WorldRef.PROJECT)) {
      return ProjectFacts.read();
    }
    if (facts.startsWith(WorldRef.MADE)) {
      String[] parts = facts.split(":", -1);
      return MadeFacts.generate(
          Long.parseLong(parts[1]),
          Integer.parseInt(parts[2]),
          Integer.parseInt(parts[3]),
          Set.of());
    }
    return FactsFile.read(Path.of(facts));
  }
}
