// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.routerr1.infra.stack.Json;
import org.routerr1.infra.stack.StackException;

/** The state files: one JSON file a part, in one directory. */
public record StateFiles(Path dir) {

  public void write(PartState state) throws IOException {
    Json.write(file(state.part()), state);
  }

  public Optional<PartState> read(String part) throws IOException {
    Path file = file(part);
    return Files.isRegularFile(file) ? Optional.of(parse(file)) : Optional.empty();
  }

  public void delete(String part) throws IOException {
    Files.deleteIfExists(file(part));
  }

  /** All of them, the latest started first: the order in which they are stopped. */
  public List<PartState> all() throws IOException {
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    List<PartState> states = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        states.add(parse(file));
      }
    }
    states.sort(Comparator.comparingLong(PartState::startedAt).reversed());
    return states;
  }

  private static PartState parse(Path file) throws IOException {
    try {
      return Json.MAPPER.readValue(file.toFile(), PartState.class);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw StackException.badInput(
          "the state file %s cannot be read: end that process by hand and delete the file"
              .formatted(file));
    }
  }

  private Path file(String part) {
    return dir.resolve(part + ".json");
  }
}
