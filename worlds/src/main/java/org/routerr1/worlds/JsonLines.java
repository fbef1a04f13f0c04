// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Files of one JSON object a line, UTF-8. */
public final class JsonLines {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonLines() {}

  /** An object and where it stands. */
  public record Line(int number, JsonNode json) {}

  /**
   * All objects of a file; empty lines are skipped.
   *
   * @throws BadFileException not there, not readable, not UTF-8, no line, or a line that is no JSON
   *     object
   */
  public static List<Line> read(Path file) {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new BadFileException(file.toString(), 0, "there is no such file", "check the path");
    } catch (IOException e) {
      throw new BadFileException(
          file.toString(), 0, "it cannot be read (" + e + ")", "name a readable file");
    }
  }

  /** A resource of this module, which is there and well-formed. */
  public static List<Line> resource(Class<?> beside, String name) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return parse(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a file's bytes; {@code name} goes into messages. */
  public static List<Line> parse(String name, byte[] bytes) {
    String[] rows = decode(name, bytes).split("\n", -1);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (!rows[i].isBlank()) {
        lines.add(new Line(i + 1, object(name, i + 1, rows[i])));
      }
    }
    if (lines.isEmpty()) {
      throw new BadFileException(name, 0, "it is empty", "write one JSON object a line");
    }
    return lines;
  }

  private static JsonNode object(String name, int number, String row) {
    try {
      JsonNode node = JSON.readTree(row);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new BadFileException(
          name, number, "no valid JSON (" + e.getOriginalMessage() + ")", "correct the line");
    }
    throw new BadFileException(name, number, "no JSON object", "write one JSON object a line");
  }

  private static String decode(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadFileException(name, 0, "it is not UTF-8", "save it as UTF-8");
    }
  }
}
