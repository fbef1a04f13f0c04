// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replies that were received once: a file of lines each, found by candidate and prompt; only white
 * space may differ. A line that a crash cut off is passed over. One process writes a recording at a
 * time.
 */
public final class Recordings {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLANK = Pattern.compile("\\s+");

  private final LabFiles files;
  private final Map<String, Recording> open = new ConcurrentHashMap<>();

  public Recordings(LabFiles files) {
    this.files = files;
  }

  /** The recording of this id, empty at first. */
  public Recording of(String id) {
    return open.computeIfAbsent(id, name -> new Recording(file(name)));
  }

  /** Whether anything was recorded under this id. */
  public boolean exists(String id) {
    return Files.isRegularFile(file(id));
  }

  private Path file(String id) {
    return files.recordings().resolve(id).resolve("replies.jsonl");
  }

  /** One recording. */
  public static final class Recording {

    private final Path file;
    private final Map<String, RecordedReply> replies = new HashMap<>();
    private final List<RecordedReply> unwritten = new ArrayList<>();
    private long spentNanoUsd;
    private boolean ragged;

    private Recording(Path file) {
      this.file = file;
      if (Files.isRegularFile(file)) {
        load();
      }
    }

    private void load() {
      try {
        String text = Files.readString(file);
        ragged = !text.isEmpty() && !text.endsWith("\n");
        for (String line : text.lines().toList()) {
          try {
            keep(JSON.readValue(line, RecordedReply.class));
          } catch (JsonProcessingException e) {
            // A crash cut it off; what it held is asked again.
            continue;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
      }
    }

    private void keep(RecordedReply reply) {
      if (!reply.reply().isEmpty()) {
        replies.put(key(reply.candidate(), reply.prompt()), reply);
      }
      spentNanoUsd += reply.nanoUsd();
    }

    /** Throws while what was paid for before cannot be written: nothing more is bought then. */
    public synchronized Optional<RecordedReply> find(String candidate, String prompt) {
      write();
      return Optional.ofNullable(replies.get(key(candidate, prompt)));
    }

    /** Keeps a reply; durable when this returns. One that cannot be written is not forgotten. */
    public synchronized void add(RecordedReply reply) {
      keep(reply);
      unwritten.add(reply);
      write();
    }

    private void write() {
      if (unwritten.isEmpty()) {
        return;
      }
      try {
        StringBuilder lines = new StringBuilder(ragged ? "\n" : "");
        for (RecordedReply reply : unwritten) {
          lines.append(JSON.writeValueAsString(reply)).append('\n');
        }
        Files.createDirectories(file.getParent());
        ragged = true; // until the last byte is there
        Files.write(
            file,
            lines.toString().getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.DSYNC);
        ragged = false;
        unwritten.clear();
      } catch (IOException e) {
        throw new UncheckedIOException(
            file + " cannot be written (" + e.getMessage() + "); free some space", e);
      }
    }

    /** What all replies have cost when they were asked for. */
    public synchronized long spentNanoUsd() {
      return spentNanoUsd;
    }

    /** Whether no more may be asked; null: nothing limits it. */
    public synchronized boolean hasSpent(@Nullable Long budgetNanoUsd) {
      return budgetNanoUsd != null && spentNanoUsd >= budgetNanoUsd;
    }

    public synchronized int size() {
      return replies.size();
    }

    private static String key(String candidate, String prompt) {
      return candidate + "\n" + BLANK.matcher(prompt.strip()).replaceAll(" ");
    }
  }
}
