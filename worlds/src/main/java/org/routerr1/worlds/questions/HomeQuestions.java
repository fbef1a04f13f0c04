// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.Words;
import org.routerr1.worlds.facts.Chain;
import org.routerr1.worlds.facts.Fact;
import org.routerr1.worlds.facts.FactGraph;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.facts.ProjectFacts;
import org.routerr1.worlds.facts.Split;

/**
 * The questions of the {@code home} suite: chains of two and three of the project's facts, each in
 * several wordings, divided by entity (works with their makers; countries and towns are shared),
 * with some kinds kept for the test.
 */
public final class HomeQuestions {

  /** Relations between a work and its maker. */
  public static final List<String> MADE_BY =
      List.of(
          "author",
          "painter",
          "composer",
          "director",
          "architect",
          "inventor",
          "discoverer",
          "creator");

  private static final long SPLIT_SEED = 20_260_101;
  private static final double VALIDATION = .08;
  private static final double TEST = .22;

  private static final Set<String> COUNTRY = Set.of("capital", "currency", "language", "continent");
  private static final Set<String> PLACED =
      Set.of("country", "home country", "country of origin", "birth country");
  private static final Set<String> BORN = Set.of("birthplace", "birth country");

  /** Kinds that only the test asks. */
  private static final Set<String> HELD_OUT =
      Set.of(
          "home country → language",
          "country of origin → continent",
          "architect → birth country",
          "director → birthplace",
          "birthplace → country",
          "composer → birth country → capital",
          "inventor → birth country → currency");

  /** What the demo asks about: never trained on. */
  public static final Set<String> OF_THE_DEMO = Set.of("Machu Picchu");

  private final FactGraph graph = FactGraph.of(ProjectFacts.read());
  private final ProjectFacts.Aliases aliases = ProjectFacts.aliases();
  private final Set<String> withThe = ProjectFacts.withThe();
  private final Split split =
      new Split(
          SPLIT_SEED,
          VALIDATION,
          TEST,
          Stream.concat(COUNTRY.stream(), Stream.of("country"))
              .collect(Collectors.toUnmodifiableSet()),
          Set.of());
  private final List<Chain> chains;

  /**
   * @param without entities that no question may name, such as {@link #OF_THE_DEMO}
   */
  public HomeQuestions(Set<String> without) {
    Set<String> keys = new HashSet<>();
    without.forEach(entity -> keys.add(Words.key(entity)));
    chains =
        Stream.concat(graph.chains(2).stream(), graph.chains(3).stream())
            .filter(HomeQuestions::asked)
            .filter(c -> c.facts().stream().noneMatch(f -> keys.contains(Words.key(f.subject()))))
            .toList();
  }

  /**
   * The questions of a part, shuffled by the seed.
   *
   * @param wordings of each chain at most
   */
  public List<HomeQuestion> of(Part part, int wordings, long seed) {
    List<HomeQuestion> questions = new ArrayList<>();
    for (Chain chain : chains(part)) {
      RandomGenerator random = Draw.generator(seed, chain.pathName(), chain.subject());
      random
          .ints(0, Phrases.count(chain.path()))
          .distinct()
          .limit(Math.min(wordings, Phrases.count(chain.path())))
          .forEach(number ->
              questions.add(
                  question(chain, Phrases.wording(named(chain.subject()), chain.path(), number))));
    }
    Collections.shuffle(questions, Random.from(Draw.generator(seed, "home", part)));
    return List.copyOf(questions);
  }

  /** The chains that a part asks, of all kinds of two hops and of three. */
  public List<Chain> chains(Part part) {
    return chains.stream()
        .filter(c -> part == Part.TEST || !HELD_OUT.contains(c.pathName()))
        .filter(c -> split.contains(part, c))
        .toList();
  }

  /** How many wordings a chain has. */
  public static int wordings(Chain chain) {
    return Phrases.count(chain.path());
  }

  /** The sub-question for one fact, as a whole sentence for a general model. */
  public String subQuestion(String relation, String subject) {
    return Phrases.hop(relation, named(subject));
  }

  /** Every fact that these questions need, each once: what must be recorded of the candidates. */
  public static Set<Fact> facts(List<HomeQuestion> questions) {
    Set<Fact> facts = new LinkedHashSet<>();
    questions.forEach(q -> facts.addAll(q.chain().facts()));
    return facts;
  }

  /** Every name under which an entity is right as an answer. */
  public List<String> golden(String entity) {
    return aliases.of(entity);
  }

  private HomeQuestion question(Chain chain, String text) {
    String id = "home-" + Long.toHexString(Draw.seed(0, chain.pathName(), text));
    return new HomeQuestion(
        id,
        text,
        chain.pathName(),
        HELD_OUT.contains(chain.pathName()),
        chain,
        aliases.of(chain.answer()));
  }

  private String named(String entity) {
    return withThe.contains(entity) ? "the " + entity : entity;
  }

  /** The kinds that people would ask for; others are chains by accident. */
  private static boolean asked(Chain chain) {
    List<String> path = chain.path();
    String first = path.getFirst();
    String last = path.getLast();
    if (path.size() == 2) {
      return (PLACED.contains(first) && COUNTRY.contains(last))
          || (MADE_BY.contains(first) && BORN.contains(last))
          || (first.equals("birthplace") && last.equals("country"));
    }
    return MADE_BY.contains(first)
        && ((path.get(1).equals("birth country") && COUNTRY.contains(last))
            || (path.get(1).equals("birthplace") && last.equals("country")));
  }

  /** Kinds that the generator keeps for the test. */
  public static Set<String> heldOutKinds() {
    return HELD_OUT;
  }
}
