// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who made which version stable, when and why: a line each, only ever added to. A line that a crash
 * cut off is passed over.
 */
public final class PromotionBook {

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final Path file;

  /** A decision as one line. */
  public static String line(PromotionDocument document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision that cannot be written", e);
    }
  }

  /**
   * @param data the directory of runs and recordings
   */
  public PromotionBook(Path data) {
    this.file = data.resolve("promotions.jsonl");
  }

  /** All, the oldest first. */
  public synchronized List<PromotionDocument> all() {
    List<PromotionDocument> all = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return all;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        try {
          if (!line.isBlank()) {
            all.add(JSON.readValue(line, PromotionDocument.class));
          }
        } catch (JsonProcessingException e) {
          // A crash cut it off; the audit's chain has it.
          continue;
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Begins the reason of a rollback. */
  public static final String ROLLBACK = "rollback from ";

  /**
   * The last decision that made this version stable in place of another; a rollback is none, or
   * going back twice would go forward again.
   */
  public Optional<PromotionDocument> promoted(String version) {
    return all().reversed().stream()
        .filter(p -> p.promoted() && p.version().equals(version) && !p.stable().equals(version))
        .filter(p -> !p.reason().startsWith(ROLLBACK))
        .findFirst();
  }

  /** Adds one, once for each run; durable when this returns. */
  public synchronized void add(PromotionDocument document) {
    if (all().stream().anyMatch(known -> known.run().equals(document.run()))) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      boolean ragged = Files.isRegularFile(file) && !Files.readString(file).endsWith("\n");
      Files.write(
          file,
          ((ragged ? "\n" : "") + line(document) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " cannot be written (" + e.getMessage() + "); free some space", e);
    }
  }
}
