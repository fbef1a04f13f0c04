// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.routerr1.infra.stack.FreePort;

/** The packaged worker as a process of its own. */
final class WorkerProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path log;
  private final int port;
  private final Map<String, String> environment;
  private Process process;

  private WorkerProcess(Path log, int port, Map<String, String> environment) throws IOException {
    this.log = log;
    this.port = port;
    this.environment = environment;
    this.process = launch();
  }

  /** Starts it with these variables, its log in this file. */
  static WorkerProcess start(Path log, Map<String, String> environment) throws IOException {
    return new WorkerProcess(log, FreePort.any(), environment);
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath().toString()));
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** The health report's status code; 0: nobody listens. */
  int ready() throws InterruptedException {
    return get("/q/health/ready").map(HttpResponse::statusCode).orElse(0);
  }

  java.util.Optional<HttpResponse<String>> get(String path) throws InterruptedException {
    try {
      return java.util.Optional.of(
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return java.util.Optional.empty();
    }
  }

  void awaitReady() throws InterruptedException, IOException {
    await("ready", () -> ready() == 200);
  }

  void await(String what, Condition condition) throws InterruptedException, IOException {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError("never " + what + ":\n" + log());
      }
      Thread.sleep(50);
    }
  }

  interface Condition {
    boolean holds() throws InterruptedException, IOException;
  }

  /** What it wrote. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void terminate() {
    process.destroy();
  }

  void relaunch() throws IOException {
    process = launch();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
