// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

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

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

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

  public void progress(String line) {
    err.println(line);
  }

  /** Prints the result in the form that was asked for. */
  public void print(Object document, Supplier<String> forPeople) {
    try {
      out.println(json ? JSON.writeValueAsString(document) : forPeople.get());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that is no JSON", e);
    }
  }
}
