// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.JsonLines;
import org.routerr1.worlds.Words;

/**
 * A file of questions in FlashRAG's form: {@code id}, {@code question}, {@code golden_answers}, and
 * perhaps {@code metadata}, one object a line. Further fields are allowed and not read, unless they
 * say that right and wrong cannot be told from golden answers: then the file is {@link NotYet}.
 */
public sealed interface QuestionFile {

  /** The file's name without its ending: the data set's name. */
  String name();

  /** Questions whose answers can be compared with golden ones; at least one. */
  record Gradable(String name, List<Item> items) implements QuestionFile {
    public Gradable {
      items = List.copyOf(items);
    }
  }

  /** A file that is well-formed but cannot be graded yet; {@code reason} says why. */
  record NotYet(String name, String reason) implements QuestionFile {}

  /**
   * Reads one file.
   *
   * @throws BadFileException it cannot be read, or a line lacks what it needs
   */
  static QuestionFile read(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.jsonl?$", "");
    List<JsonLines.Line> lines = JsonLines.read(file);
    for (JsonLines.Line line : lines) {
      Optional<String> reason = Grading.obstacle(line.json());
      if (reason.isPresent()) {
        return new NotYet(name, reason.get());
      }
    }
    List<Item> items = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (JsonLines.Line line : lines) {
      Item item = item(file.toString(), line);
      Integer before = seen.putIfAbsent(item.id(), line.number());
      if (before != null) {
        throw new BadFileException(
            file.toString(),
            line.number(),
            "the id \"" + item.id() + "\" stands in line " + before + " already",
            "give every question an id of its own");
      }
      items.add(item);
    }
    return new Gradable(name, items);
  }

  /**
   * All {@code .jsonl} files of a folder, by name.
   *
   * @throws BadFileException there is none, or one of them is bad
   */
  static List<QuestionFile> readAll(Path folder) {
    return paths(folder).stream().map(QuestionFile::read).toList();
  }

  /**
   * All {@code .jsonl} files of a folder, by name.
   *
   * @throws BadFileException there is none
   */
  static List<Path> paths(Path folder) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new BadFileException(
          folder.toString(), 0, "no folder that can be read (" + e + ")", "check the path");
    }
    if (files.isEmpty()) {
      throw new BadFileException(
          folder.toString(), 0, "no .jsonl file is in it", "name a folder with question files");
    }
    return files;
  }

  private static Item item(String file, JsonLines.Line line) {
    JsonNode json = line.json();
    JsonNode id = json.path("id");
    if (!id.isTextual() && !id.isNumber()) {
      throw bad(file, line, "\"id\" is missing or is no text", "give every question an id");
    }
    String question = Words.trim(json.path("question").asText());
    if (question.isEmpty()) {
      throw bad(file, line, "\"question\" is missing or empty", "write the question's text");
    }
    List<String> golden = new ArrayList<>();
    for (JsonNode answer : json.path("golden_answers")) {
      if (!answer.isValueNode() || answer.asText().isBlank()) {
        throw bad(file, line, "a golden answer is empty or no text", "write texts");
      }
      golden.add(answer.asText());
    }
    if (golden.isEmpty()) {
      throw bad(
          file, line, "\"golden_answers\" is missing or empty", "list every right answer: [\"…\"]");
    }
    JsonNode metadata = json.path("metadata");
    return new Item(
        id.asText(),
        question,
        golden,
        metadata.isObject() ? metadata : JsonNodeFactory.instance.objectNode());
  }

  private static BadFileException bad(
      String file, JsonLines.Line line, String problem, String remedy) {
    return new BadFileException(file, line.number(), problem, remedy);
  }
}
