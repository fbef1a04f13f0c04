// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.routerr1.worlds.JsonLines;
import org.routerr1.worlds.Words;

/**
 * Common knowledge written for this project: countries, places, works, people, inventions, firms,
 * and the other names by which an answer is right too.
 */
public final class ProjectFacts {

  private ProjectFacts() {}

  /** All of them, by relation. */
  public static List<Fact> read() {
    return FactsFile.facts("common.jsonl", JsonLines.resource(ProjectFacts.class, "common.jsonl"));
  }

  /** Other names per entity, as written; {@link Aliases#of} adds the mechanical ones. */
  public static Aliases aliases() {
    Map<String, List<String>> others = new HashMap<>();
    for (JsonLines.Line line : JsonLines.resource(ProjectFacts.class, "aliases.jsonl")) {
      List<String> names = new ArrayList<>();
      for (JsonNode name : line.json().path("aliases")) {
        names.add(name.asText());
      }
      others.put(line.json().path("entity").asText(), List.copyOf(names));
    }
    return new Aliases(Map.copyOf(others));
  }

  /** Entities that a sentence calls with "the", as in "the Louvre". */
  public static Set<String> withThe() {
    Set<String> names = new HashSet<>();
    for (JsonLines.Line line : JsonLines.resource(ProjectFacts.class, "articles.jsonl")) {
      names.add(line.json().path("entity").asText());
    }
    return Set.copyOf(names);
  }

  /** The names under which an entity is accepted as an answer. */
  public record Aliases(Map<String, List<String>> others) {

    /** The entity itself first; then without accents, with joined initials, then other names. */
    public List<String> of(String entity) {
      Set<String> names = new LinkedHashSet<>();
      names.add(entity);
      names.add(Words.ascii(entity));
      names.add(Words.joinedInitials(entity));
      for (String other : others.getOrDefault(entity, List.of())) {
        names.add(other);
        names.add(Words.ascii(other));
      }
      return List.copyOf(names);
    }
  }
}
