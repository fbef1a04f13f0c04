// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.facts.Chain;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.facts.Split;

/** The facts that a world asks about: which chains, and how one is drawn. */
public final class Corpus {

  private final FactGraph graph;
  private final Topics topics;
  private final Map<Integer, Paths> byHops = new HashMap<>();
  private final List<Values> comparable = new ArrayList<>();

  private Corpus(FactGraph graph, Topics topics, Predicate<Chain> asked) {
    this.graph = graph;
    this.topics = topics;
    for (int hops = 1; hops <= 3; hops++) {
      byHops.put(hops, new Paths(graph.chains(hops).stream().filter(asked).toList()));
    }
    Map<String, Map<String, List<Fact>>> values = new LinkedHashMap<>();
    graph.chains(1).stream()
        .filter(asked)
        .map(c -> c.facts().getFirst())
        .forEach(f ->
            values
                .computeIfAbsent(f.relation(), r -> new LinkedHashMap<>())
                .computeIfAbsent(f.object(), o -> new ArrayList<>())
                .add(f));
    values.forEach((relation, byObject) -> {
      boolean repeats = byObject.values().stream().anyMatch(l -> l.size() > 1);
      if (repeats && byObject.size() > 1) {
        comparable.add(new Values(List.copyOf(byObject.values())));
      }
    });
  }

  /** All questions that the facts allow. */
  public static Corpus of(FactGraph graph, Topics topics) {
    return new Corpus(graph, topics, c -> true);
  }

  /** Those of one part. Candidates know, and err among, all facts all the same. */
  public static Corpus of(FactGraph graph, Topics topics, Split split, Part part) {
    return new Corpus(graph, topics, c -> split.contains(part, c));
  }

  public FactGraph graph() {
    return graph;
  }

  public Topics topics() {
    return topics;
  }

  /** Every topic of the facts. */
  public List<String> allTopics() {
    return topics.of(graph.relations());
  }

  /** How many chains of so many hops may be asked. */
  public int count(int hops) {
    return byHops.getOrDefault(hops, Paths.NONE).chains;
  }

  /** Whether comparisons can be asked. */
  public boolean compares() {
    return !comparable.isEmpty();
  }

  /**
   * A chain: first its path, the more likely the more chains it has (by the root of their number,
   * so that a frequent relation does not drown the others), then any of them.
   */
  Chain chain(RandomGenerator random, int hops) {
    return byHops.getOrDefault(hops, Paths.NONE).draw(random, hops);
  }

  /** Two facts of one relation about two subjects, with the same object or not. */
  List<Fact> pair(RandomGenerator random, boolean same) {
    if (!compares()) {
      throw new IllegalStateException("no relation has two subjects with the same object");
    }
    return Draw.one(random, comparable).draw(random, same);
  }

  private static final class Paths {

    static final Paths NONE = new Paths(List.of());

    final int chains;
    private final List<List<Chain>> paths;
    private final double total;

    Paths(List<Chain> chains) {
      Map<String, List<Chain>> byPath = new LinkedHashMap<>();
      chains.forEach(c -> byPath.computeIfAbsent(c.pathName(), p -> new ArrayList<>()).add(c));
      this.chains = chains.size();
      paths = List.copyOf(byPath.values());
      total = paths.stream().mapToDouble(p -> Math.sqrt(p.size())).sum();
    }

    Chain draw(RandomGenerator random, int hops) {
      if (paths.isEmpty()) {
        throw new IllegalStateException("the facts hold no chain of " + hops + " hops to ask");
      }
      double place = random.nextDouble() * total;
      int i = 0;
      while (i < paths.size() - 1 && place >= Math.sqrt(paths.get(i).size())) {
        place -= Math.sqrt(paths.get(i++).size());
      }
      return Draw.one(random, paths.get(i));
    }
  }

  private record Values(List<List<Fact>> byObject) {

    List<Fact> draw(RandomGenerator random, boolean same) {
      if (same) {
        List<List<Fact>> repeated = byObject.stream().filter(l -> l.size() > 1).toList();
        List<Fact> facts = Draw.one(random, repeated);
        int one = random.nextInt(facts.size());
        int other = (one + 1 + random.nextInt(facts.size() - 1)) % facts.size();
        return List.of(facts.get(one), facts.get(other));
      }
      int one = random.nextInt(byObject.size());
      int other = (one + 1 + random.nextInt(byObject.size() - 1)) % byObject.size();
      return List.of(Draw.one(random, byObject.get(one)), Draw.one(random, byObject.get(other)));
    }
  }
}
