// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.postgres.RunningPostgres;

/**
 * Starts our own applications as they run in production: their jars, configured by environment.
 *
 * @param home the built project
 * @param dir for logs and working directories
 */
public record RouterProcesses(
    Path home,
    Path dir,
    String temporalAddress,
    RunningPostgres postgres,
    String policyAddress,
    Path catalogue) {

  /** An application and where it listens. */
  public record App(ManagedProcess process, int port) implements AutoCloseable {
    public URI uri(String path) {
      return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
      process.close();
    }
  }

  /** Writes a catalogue whose candidates, named after the pool's models, are all in one pool. */
  public static Path writeCatalogue(Path file, String poolUrl, List<String> models) {
    StringBuilder yaml = new StringBuilder("candidates:\n");
    for (String model : models) {
      yaml.append(
          """
            - id: %s
              endpoint: %s
              model: %s
              description: a double
              price: {input: 0.10, output: 0.40}
          """
              .formatted(model, poolUrl, model));
    }
    try {
      return Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The worker, which signs in to the database under a name of its own. */
  public App worker(String databaseUser) throws InterruptedException {
    return start("worker", databaseUser, Map.of());
  }

  public App worker() throws InterruptedException {
    return start("worker", postgres.user(), Map.of());
  }

  /** A worker that also trains and evaluates. */
  public App trainingWorker(String databaseUser, Path data) throws InterruptedException {
    return start("worker", databaseUser, Map.of("ROUTER_WORKER_DATA", data.toString()));
  }

  public App gateway() throws InterruptedException {
    return start("gateway", postgres.user(), Map.of());
  }

  private App start(String name, String databaseUser, Map<String, String> more)
      throws InterruptedException {
    int port = FreePort.any();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("TEMPORAL_ADDRESS", temporalAddress);
    environment.put("ROUTER_CATALOGUE", catalogue.toString());
    environment.put("ROUTER_DB_URL", postgres.jdbcUrl());
    environment.put("ROUTER_DB_USER", databaseUser);
    environment.put("ROUTER_DB_PASSWORD_FILE", postgres.passwordFile().toString());
    environment.put("ROUTER_POLICY_ADDRESS", policyAddress);
    return new App(BuiltApp.start(home, name, dir, port, environment), port);
  }
}
