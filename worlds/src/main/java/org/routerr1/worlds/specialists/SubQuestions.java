// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.routerr1.worlds.Words;
import org.routerr1.worlds.facts.FactGraph;

/**
 * Sub-questions of a made world: written as {@code relation of entity}, read a little more
 * generously ({@code What is the capital of France?}, {@code France's capital}).
 */
public final class SubQuestions {

  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:(?:please|can you|could you)? ?(?:tell me|name|give|find|look up)"
              + "|(?:what|who|which|where|when) (?:is|was|are|were))? ");

  private final FactGraph graph;
  private final List<Relation> relations;

  private record Relation(String name, String before, String after) {}

  /** One fact asked for; {@code subject} as the facts spell it. */
  public record Asked(String relation, String subject) {}

  public SubQuestions(FactGraph graph) {
    this.graph = graph;
    this.relations =
        graph.relations().stream()
            .map(r -> new Relation(r, Words.key(of(r)) + " ", " s " + Words.key(r)))
            .sorted(Comparator.comparingInt((Relation r) -> r.before().length()).reversed())
            .toList();
  }

  /** The form that scripts and teachers write. */
  public static String write(String relation, String subject) {
    return of(relation) + " " + subject;
  }

  /** "capital of", and "student of" as it stands. */
  private static String of(String relation) {
    return relation.endsWith(" of") ? relation : relation + " of";
  }

  /** What a text asks for; empty where it names no known relation of a known entity. */
  public Optional<Asked> read(String text) {
    String key = Words.key(text);
    return find(key).or(() -> find(Words.trim(LEAD.matcher(key + " ").replaceFirst(""))));
  }

  private Optional<Asked> find(String key) {
    for (Relation relation : relations) {
      Optional<String> subject = Optional.empty();
      if (key.startsWith(relation.before())) {
        subject = graph.entity(key.substring(relation.before().length()));
      }
      if (subject.isEmpty() && key.endsWith(relation.after())) {
        subject = graph.entity(key.substring(0, key.length() - relation.after().length()));
      }
      if (subject.isPresent()) {
        return Optional.of(new Asked(relation.name(), subject.get()));
      }
    }
    return Optional.empty();
  }
}
