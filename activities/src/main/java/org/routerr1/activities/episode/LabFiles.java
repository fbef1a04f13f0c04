// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of runs below one directory: written whole or not at all, so a repetition is harmless.
 */
public final class LabFiles {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final String TRAJECTORIES = "trajectories";

  private final Path root;

  public LabFiles(Path root) {
    this.root = root;
  }

  /** A run's own directory. */
  public Path run(String run) {
    return root.resolve("runs").resolve(run);
  }

  public Path recordings() {
    return root.resolve("recordings");
  }

  /** A group's file. */
  public Path episode(String run, String id) {
    return run(run).resolve("episodes").resolve(id.replace('/', '_') + ".json");
  }

  /** A group's trajectories. */
  public Path trajectory(String run, String id) {
    return run(run).resolve(TRAJECTORIES).resolve(id.replace('/', '_') + ".json");
  }

  /** What the updates of a training said, a file each. */
  public Path steps(String run) {
    return run(run).resolve("steps");
  }

  /** What an update of a training said. */
  public Path step(String run, int number) {
    return steps(run).resolve("%06d.json".formatted(number));
  }

  /**
   * Deletes the versions that a training published only to be played on the way, where the policy
   * server keeps its adapters here.
   *
   * @param used versions that stay
   */
  public void deletePassing(String run, List<String> used) {
    deleteBelow(
        root.resolve("adapters"), name -> name.startsWith(run + "@") && !used.contains(name));
  }

  /** Deletes the trajectories of runs that have written none since; what was graded stays. */
  public void deleteTrajectoriesBefore(Instant moment) {
    Path runs = root.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (Stream<Path> all = Files.list(runs)) {
      for (Path run : all.toList()) {
        Path trajectories = run.resolve(TRAJECTORIES);
        if (Files.isDirectory(trajectories)
            && Files.getLastModifiedTime(trajectories).toInstant().isBefore(moment)) {
          deleteBelow(run, TRAJECTORIES::equals);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(runs + " cannot be tidied: " + e.getMessage(), e);
    }
  }

  private static void deleteBelow(Path directory, Predicate<String> which) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> found = Files.list(directory)) {
      for (Path one :
          found.filter(path -> which.test(String.valueOf(path.getFileName()))).toList()) {
        try (Stream<Path> tree = Files.walk(one)) {
          for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be tidied: " + e.getMessage(), e);
    }
  }

  public void write(Path file, Object document) {
    try {
      writeText(file, JSON.writeValueAsString(document));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: free some space", e);
    }
  }

  /** Writes a text whole: a reader never sees half of it. */
  public void writeText(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), ".part", null);
      try {
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " cannot be written (" + e.getMessage() + "); free some space or check its rights",
          e);
    }
  }

  public <T> T read(Path file, Class<T> type) {
    try {
      return JSON.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** All groups of a run that are over, by file name. */
  public List<EpisodeResult> episodes(String run) {
    return all(run(run).resolve("episodes"), EpisodeResult.class);
  }

  /** All documents of a directory, by file name; none where it is not there. */
  public <T> List<T> all(Path directory, Class<T> type) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> read(file, type))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be read: " + e.getMessage(), e);
    }
  }
}
