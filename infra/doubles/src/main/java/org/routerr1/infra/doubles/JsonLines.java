// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file of one JSON object a line; an error names file and line. */
final class JsonLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  interface Row {
    /** A text field; null where it is absent. */
    @Nullable String text(String field);

    /** A text field that must be there. */
    String required(String field);
  }

  interface Sink {
    void accept(Row row);
  }

  static void read(Path file, Sink sink) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          try {
            sink.accept(row(JSON.readTree(line)));
          } catch (JsonProcessingException e) {
            throw bad(file, number, "no JSON: " + e.getOriginalMessage(), e);
          } catch (IllegalArgumentException e) {
            throw bad(file, number, String.valueOf(e.getMessage()), e);
          }
        }
      }
    }
  }

  private static Row row(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("a JSON object is needed, got " + json.getNodeType());
    }
    return new Row() {
      @Override
      public @Nullable String text(String field) {
        return json.path(field).isTextual() ? json.path(field).asText() : null;
      }

      @Override
      public String required(String field) {
        String text = text(field);
        if (text == null) {
          throw new IllegalArgumentException("text field '" + field + "' is missing");
        }
        return text;
      }
    };
  }

  private static IllegalArgumentException bad(Path file, int line, String what, Exception cause) {
    return new IllegalArgumentException(file + " line " + line + ": " + what, cause);
  }
}
