// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.process.FreePort;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;

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
    return start("worker", databaseUser);
  }

  public App worker() throws InterruptedException {
    return start("worker", postgres.user());
  }

  public App gateway() throws InterruptedException {
    return start("gateway", postgres.user());
  }

  private App start(String name, String databaseUser) throws InterruptedException {
    Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw StackException.missing(
          "%s is not built: run ./router, which builds what is missing, or mvn package"
              .formatted(jar));
    }
    int port = FreePort.any();
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("TEMPORAL_ADDRESS", temporalAddress);
    environment.put("ROUTER_CATALOGUE", catalogue.toString());
    environment.put("ROUTER_DB_URL", postgres.jdbcUrl());
    environment.put("ROUTER_DB_USER", databaseUser);
    environment.put("ROUTER_DB_PASSWORD_FILE", postgres.passwordFile().toString());
    environment.put("ROUTER_POLICY_ADDRESS", policyAddress);
    List<String> command = new ArrayList<>();
    command.add(JavaProcess.java());
    command.addAll(JavaProcess.FLAGS);
    command.addAll(List.of("-jar", jar.toString()));
    ProcessSpec spec =
        new ProcessSpec(
            name, command, environment, dir, dir.resolve("logs").resolve(name + ".log"));
    URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
    return new App(ManagedProcess.start(spec, Ready.http(health)), port);
  }
}
