// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.routerr1.infra.stack.Json;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.postgres.PostgresProcess;
import org.routerr1.infra.stack.process.ProcessId;

/**
 * The state files: one JSON file a part, in one directory. A start that was killed before
 * PostgreSQL answered has written none of it; its own lock file tells of that one.
 *
 * @param postgres PostgreSQL's data directory
 */
public record StateFiles(Path dir, Path postgres) {

  public void write(PartState state) throws IOException {
    Json.write(file(state.part()), state);
  }

  public Optional<PartState> read(String part) throws IOException {
    Path file = file(part);
    Optional<PartState> written = parse(file);
    boolean known = written.filter(state -> state.process().alive()).isPresent();
    return known || !part.equals(Ports.POSTGRES) ? written : unwritten().or(() -> written);
  }

  public void delete(String part) throws IOException {
    Files.deleteIfExists(file(part));
  }

  /** All of them, the latest started first: the order in which they are stopped. */
  public List<PartState> all() throws IOException {
    List<PartState> states = new ArrayList<>();
    if (Files.isDirectory(dir)) {
      try (Stream<Path> files = Files.list(dir)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          parse(file).ifPresent(states::add);
        }
      }
    }
    states.removeIf(state -> state.part().equals(Ports.POSTGRES));
    read(Ports.POSTGRES).ifPresent(states::add);
    states.sort(Comparator.comparingLong(PartState::startedAt).reversed());
    return states;
  }

  /** How it was configured is not known. */
  private Optional<PartState> unwritten() {
    return PostgresProcess.found(postgres)
        .flatMap(found ->
            ProcessId.of(found.pid())
                .map(process ->
                    new PartState(
                        Ports.POSTGRES,
                        process,
                        Map.of("sql", found.port()),
                        "",
                        postgres,
                        "",
                        found.startedAt())));
  }

  /** None if there is none, or another command stops the same stack and has just deleted it. */
  private static Optional<PartState> parse(Path file) throws IOException {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(file), PartState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
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
