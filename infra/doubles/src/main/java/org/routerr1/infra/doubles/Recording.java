// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers from what was recorded: by model and question, compared word by word. A prompt that wraps
 * a recorded question in a template counts as that question; of several the longest does.
 */
final class Recording implements Answers {

  /** Stands for every model, where the recording names none. */
  private static final String ANY = "";

  private record Row(List<String> question, Map<String, String> replies) {}

  private final Map<List<String>, Row> rows = new HashMap<>();
  private final PhraseIndex<Row> index = new PhraseIndex<>();

  /** Lines of {@code {"question": …, "model": …, "reply": …}}; without a model: any. */
  static Recording read(Path file) throws IOException {
    Recording recording = new Recording();
    JsonLines.read(
        file,
        row -> {
          String model = row.text("model");
          recording.add(
              row.required("question"), model == null ? ANY : model, row.required("reply"));
        });
    return recording;
  }

  private void add(String question, String model, String reply) {
    List<String> words = Words.of(question);
    Row row = rows.get(words);
    if (row == null) {
      row = new Row(words, new HashMap<>());
      index.add(words, row);
      rows.put(words, row);
    }
    row.replies().put(model, reply);
  }

  @Override
  public Optional<String> reply(String model, String question) {
    List<String> words = Words.of(question);
    return Optional.ofNullable(rows.get(words))
        .flatMap(r -> of(r, model))
        .or(() ->
            index
                .in(words)
                .filter(r -> of(r, model).isPresent())
                .max(Comparator.comparingInt(r -> r.question().size()))
                .flatMap(r -> of(r, model)));
  }

  private static Optional<String> of(Row row, String model) {
    String reply = row.replies().get(model);
    return Optional.ofNullable(reply == null ? row.replies().get(ANY) : reply);
  }
}
