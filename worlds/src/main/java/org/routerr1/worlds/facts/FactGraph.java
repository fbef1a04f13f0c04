// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.Words;

/**
 * Facts as a graph in which every question has one answer. Where a subject has several objects
 * under one relation, that relation of that subject is left out (and counted). Entities are told
 * apart by {@link Words#key}. Everything comes in the order of the facts given.
 */
public final class FactGraph {

  private final Map<String, Map<String, Fact>> byRelation = new LinkedHashMap<>();
  private final Map<String, List<Fact>> bySubject = new LinkedHashMap<>();
  private final Map<String, String> entities = new LinkedHashMap<>();
  private final Map<String, List<String>> objects = new HashMap<>();
  private final int ambiguous;

  private FactGraph(List<Fact> facts) {
    Set<String> several = new HashSet<>();
    for (Fact given : facts) {
      Fact fact = new Fact(name(given.subject()), given.relation(), name(given.object()));
      Map<String, Fact> known =
          byRelation.computeIfAbsent(fact.relation(), r -> new LinkedHashMap<>());
      Fact before = known.putIfAbsent(Words.key(fact.subject()), fact);
      if (before != null && !before.object().equals(fact.object())) {
        several.add(fact.relation() + "\n" + Words.key(fact.subject()));
      }
    }
    ambiguous = several.size();
    byRelation.forEach(
        (relation, known) -> known.keySet().removeIf(s -> several.contains(relation + "\n" + s)));
    byRelation.values().removeIf(Map::isEmpty);
    byRelation.forEach((relation, known) -> {
      Set<String> found = new LinkedHashSet<>();
      known.forEach((subject, fact) -> {
        found.add(fact.object());
        bySubject.computeIfAbsent(subject, s -> new ArrayList<>()).add(fact);
      });
      objects.put(relation, List.copyOf(found));
    });
  }

  public static FactGraph of(List<Fact> facts) {
    return new FactGraph(facts);
  }

  private String name(String entity) {
    return entities.computeIfAbsent(Words.key(entity), k -> entity);
  }

  /** The one answer, if it is known. */
  public Optional<Fact> fact(String relation, String subject) {
    return Optional.ofNullable(byRelation.getOrDefault(relation, Map.of()).get(Words.key(subject)));
  }

  /** The entity as the facts spell it, if any fact names it. */
  public Optional<String> entity(String name) {
    return Optional.ofNullable(entities.get(Words.key(name)));
  }

  public List<String> entities() {
    return List.copyOf(entities.values());
  }

  public List<String> relations() {
    return List.copyOf(byRelation.keySet());
  }

  /** All facts but the ambiguous ones. */
  public List<Fact> facts() {
    return byRelation.values().stream().flatMap(m -> m.values().stream()).toList();
  }

  /** What a relation's answers can be: the source of plausible wrong ones. */
  public List<String> objects(String relation) {
    return objects.getOrDefault(relation, List.of());
  }

  /** How many (subject, relation) were left out because they have several objects. */
  public int ambiguous() {
    return ambiguous;
  }

  /**
   * All chains of so many hops, without those that meet an entity twice or whose answer stands in
   * the entity that the question names.
   */
  public List<Chain> chains(int hops) {
    List<Chain> chains = new ArrayList<>();
    for (List<Fact> facts : bySubject.values()) {
      for (Fact fact : facts) {
        extend(new ArrayList<>(List.of(fact)), hops, chains);
      }
    }
    return Collections.unmodifiableList(chains);
  }

  private void extend(List<Fact> facts, int hops, List<Chain> chains) {
    String subject = Words.key(facts.getFirst().subject());
    String end = Words.key(facts.getLast().object());
    if (facts.stream().anyMatch(f -> Words.key(f.subject()).equals(end))) {
      return;
    }
    if (facts.size() == hops) {
      if (!(" " + subject + " ").contains(" " + end + " ")) {
        chains.add(new Chain(facts));
      }
      return;
    }
    for (Fact next : bySubject.getOrDefault(end, List.of())) {
      facts.add(next);
      extend(facts, hops, chains);
      facts.removeLast();
    }
  }

  /**
   * This graph, if questions of two hops can be made of it.
   *
   * @param name of the file, for the message
   * @throws BadFileException no object is itself a subject
   */
  public FactGraph requireTwoHops(String name) {
    if (chains(2).isEmpty()) {
      throw new BadFileException(
          name,
          0,
          "no two of its "
              + facts().size()
              + " usable facts make a question of two hops (no object is the subject of another"
              + " fact"
              + (ambiguous > 0 ? "; " + ambiguous + " ambiguous ones were left out" : "")
              + ")",
          "add facts about the objects, such as Paris → river → Seine beside France → capital →"
              + " Paris");
    }
    return this;
  }
}
