// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.fetch.Group;
import org.routerr1.infra.stack.fetch.LockFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every bench and drill takes, and how it speaks: documents to stdout, progress to stderr. */
public final class Common {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT);

  @Option(names = "--json", description = "one JSON document on stdout")
  private boolean json;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where the servers' files are made, and deleted afterwards")
  private Path dataDir = Path.of(".router");

  @Option(names = "--home", paramLabel = "DIR", description = "the built project")
  private Path home = Path.of(".");

  /** The command that this is a part of. */
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** The data directory, absolute. */
  public Path dataDir() {
    return dataDir.toAbsolutePath().normalize();
  }

  /** The project, absolute. */
  public Path home() {
    return home.toAbsolutePath().normalize();
  }

  /** Where downloads lie. */
  public Path cache() {
    String shared = System.getenv("ROUTER_CACHE");
    return shared == null ? dataDir().resolve("cache") : Path.of(shared).toAbsolutePath();
  }

  /** Where the database's programs are unpacked, once. */
  public Path binaries() {
    return dataDir().resolve("cache").resolve("postgres");
  }

  /**
   * The policy's model: the one that was named, or the project's own.
   *
   * @throws StackException if it is not there
   */
  public Path policyModel(@Nullable Path named) {
    Path file =
        named != null
            ? named
            : cache().resolve(LockFile.standard().group(Group.SMOLLM2).madeFile().path());
    if (!Files.isRegularFile(file)) {
      throw StackException.missing(
          "the model is not at %s: fetch it with ./router fetch, or name one with --model"
              .formatted(file));
    }
    return file.toAbsolutePath();
  }

  /**
   * The rows that {@code --only} names, in the bench's order; all where it names none.
   *
   * @throws StackException naming what is no row
   */
  public static List<String> rows(String only, List<String> known) {
    if (only.isBlank()) {
      return known;
    }
    List<String> names = Arrays.stream(only.split(",")).map(String::strip).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw StackException.badInput(
            "--only knows %s, not \"%s\"".formatted(String.join(", ", known), name));
      }
    }
    return known.stream().filter(names::contains).toList();
  }

  public void progress(String line) {
    command.commandLine().getErr().println(line);
  }

  /** Prints the result in the form that was asked for. */
  public void print(Object document, Supplier<String> forPeople) {
    try {
      command
          .commandLine()
          .getOut()
          .println(json ? JSON.writeValueAsString(document) : forPeople.get());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that is no JSON", e);
    }
  }
}
