// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.FactsFile;
import org.routerr1.worlds.facts.MadeFacts;
import org.routerr1.worlds.facts.ProjectFacts;
import org.routerr1.worlds.specialists.Corpus;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.Topics;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldSpec;

/** Prints what the scripts earn: {@code PrintTables [questions] [facts file]}. For people. */
final class PrintTables {

  private PrintTables() {}

  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    List<Fact> facts = args.length > 1 ? FactsFile.read(Path.of(args[1])) : ProjectFacts.read();
    FactGraph graph = FactGraph.of(facts).requireTwoHops("facts");
    FactGraph made = FactGraph.of(MadeFacts.generate(1, 48, 40, Set.of()));
    for (WorldSpec spec : List.of(WorldSpec.TRADE_OFF, WorldSpec.COVERAGE)) {
      World test = new World(spec, Corpus.of(graph, Topics.EACH_RELATION), 7);
      World training = new World(spec, Corpus.of(made, Topics.EACH_RELATION), 1);
      for (Kind kind : Kind.values()) {
        System.out.println(spec.name() + " " + kind.dataSet());
        System.out.println(Table.of(test, kind, n, Baselines.fit(training, kind, 300, 3)).text());
      }
    }
  }
}
