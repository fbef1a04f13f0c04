// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What specialists specialise in: each relation by itself, or groups of relations under one word.
 *
 * @param grouped topic per relation; a relation that is not here is its own topic
 */
public record Topics(Map<String, String> grouped) {

  /** Every relation is a topic: what any file of facts allows. */
  public static final Topics EACH_RELATION = new Topics(Map.of());

  public Topics {
    grouped = Map.copyOf(grouped);
  }

  /** Topics with their relations, such as {@code place → [capital, continent]}. */
  public static Topics of(Map<String, List<String>> groups) {
    Map<String, String> grouped = new LinkedHashMap<>();
    groups.forEach((topic, relations) -> relations.forEach(r -> grouped.put(r, topic)));
    return new Topics(grouped);
  }

  public String of(String relation) {
    return grouped.getOrDefault(relation, relation);
  }

  /** The topics of these relations, each once, in their order. */
  public List<String> of(List<String> relations) {
    return relations.stream().map(this::of).distinct().toList();
  }
}
