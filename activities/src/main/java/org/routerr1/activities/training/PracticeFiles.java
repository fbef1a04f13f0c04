// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.QuestionSource;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.questions.Item;

/** Recordings as question files, and question files of what users said. */
final class PracticeFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GRADED = "graded.jsonl";
  private static final String HELD_OUT = ":" + Part.TEST + ":";

  private final QuestionSource sources;
  private final LabFiles files;

  PracticeFiles(QuestionSource sources, LabFiles files) {
    this.sources = sources;
    this.files = files;
  }

  /** Recordings that were finished after a moment, with theirs; the oldest first. */
  Map<String, Long> recordingsAfter(long millis) {
    Map<String, Long> found = new LinkedHashMap<>();
    if (!Files.isDirectory(files.recordings())) {
      return found;
    }
    try (Stream<Path> all = Files.list(files.recordings())) {
      TreeMap<Long, List<String>> byTime = new TreeMap<>();
      for (Path recording : all.toList()) {
        Path graded = recording.resolve(GRADED);
        if (Files.isRegularFile(graded)) {
          long at = Files.getLastModifiedTime(graded).toMillis();
          if (at > millis) {
            byTime
                .computeIfAbsent(at, moment -> new ArrayList<>())
                .add(String.valueOf(recording.getFileName()));
          }
        }
      }
      byTime.forEach((at, names) -> names.forEach(name -> found.put(name, at)));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(files.recordings() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The questions of a recording with their right answers, but for those that are held out.
   *
   * @throws IllegalArgumentException there is none, or they cannot be found
   */
  List<Item> items(String recording) {
    Path graded = files.recordings().resolve(recording).resolve(GRADED);
    if (!Files.isRegularFile(graded)) {
      throw new IllegalArgumentException(
          "there is no finished recording "
              + recording
              + ": ./router record makes one, ./router record --resume ID finishes one");
    }
    Map<String, Item> found = new LinkedHashMap<>();
    Map<String, Map<String, Item>> bySource = new HashMap<>();
    for (JsonNode row : rows(graded)) {
      String source = row.path("source").asText();
      if (source.startsWith("home") && source.contains(HELD_OUT)) {
        continue;
      }
      String id = row.path("id").asText();
      Item item = bySource.computeIfAbsent(source, this::byId).get(id);
      // A file may have changed since; what was asked is what counts.
      if (item != null && item.question().equals(row.path("question").asText())) {
        found.putIfAbsent(source + "#" + id, item);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "the recording "
              + recording
              + " holds no question to train on: those held out for the test are left out, and the"
              + " question files must be where they were");
    }
    return found.entrySet().stream()
        .map(e ->
            new Item(
                e.getKey(),
                e.getValue().question(),
                e.getValue().goldenAnswers(),
                e.getValue().metadata()))
        .toList();
  }

  /** Whom the recording holds replies of. */
  Set<String> candidates(String recording) {
    Set<String> names = new HashSet<>();
    rows(files.recordings().resolve(recording).resolve(GRADED))
        .forEach(row -> names.add(row.path("candidate").asText()));
    return names;
  }

  private Map<String, Item> byId(String source) {
    try {
      Map<String, Item> items = new HashMap<>();
      sources.items(source).forEach(item -> items.put(item.id(), item));
      return items;
    } catch (BadFileException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static List<JsonNode> rows(Path graded) {
    List<JsonNode> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(graded)) {
        rows.add(JSON.readTree(line));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(graded + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes a file of questions among a run's own. */
  String write(String run, String name, Collection<Item> items) {
    StringBuilder lines = new StringBuilder();
    for (Item item : items) {
      ObjectNode line =
          JSON.createObjectNode().put("id", item.id()).put("question", item.question());
      item.goldenAnswers().forEach(line.putArray("golden_answers")::add);
      try {
        lines.append(JSON.writeValueAsString(line)).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a question that cannot be written", e);
      }
    }
    Path file = files.run(run).resolve(name + ".jsonl");
    files.writeText(file, lines.toString());
    return file.toString();
  }
}
