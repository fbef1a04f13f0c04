// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.JsonLines;
import org.routerr1.worlds.Words;

/**
 * Reads facts: one JSON object a line with {@code subject}, {@code relation}, {@code object} (texts
 * or numbers). Further fields are allowed and not read; empty lines are skipped; a relation's name
 * is taken as its words.
 */
public final class FactsFile {

  private FactsFile() {}

  /**
   * The facts in the file's order.
   *
   * @throws BadFileException the file cannot be read, is empty, or a line is no fact
   */
  public static List<Fact> read(Path file) {
    return facts(file.toString(), JsonLines.read(file));
  }

  static List<Fact> facts(String name, List<JsonLines.Line> lines) {
    List<Fact> facts = new ArrayList<>();
    for (JsonLines.Line line : lines) {
      facts.add(
          new Fact(
              text(name, line, "subject"),
              Words.ofRelation(text(name, line, "relation")),
              text(name, line, "object")));
    }
    return facts;
  }

  private static String text(String name, JsonLines.Line line, String field) {
    JsonNode value = line.json().path(field);
    String text = value.isValueNode() && !value.isNull() ? Words.trim(value.asText()) : "";
    if (Words.key(text).isEmpty()) {
      throw new BadFileException(
          name,
          line.number(),
          "\"" + field + "\" is missing or holds no word",
          "write {\"subject\": …, \"relation\": …, \"object\": …} on each line");
    }
    return text;
  }
}
