// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The packaged server as a process of its own, on free ports of the loopback. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final int grpcPort;
  private final int httpPort;

  private ServerProcess(Process process, Path log, int grpcPort, int httpPort) {
    this.process = process;
    this.log = log;
    this.grpcPort = grpcPort;
    this.httpPort = httpPort;
  }

  /** Starts it with further environment; does not wait. */
  public static ServerProcess start(Path folder, Map<String, String> environment) {
    int grpc = freePort();
    int http = freePort();
    try {
      Path log = Files.createTempFile(folder, "server", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "--add-modules=jdk.incubator.vector",
                  "-jar",
                  Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      Map<String, String> variables = new HashMap<>(environment);
      variables.putIfAbsent("QUARKUS_GRPC_SERVER_PORT", Integer.toString(grpc));
      variables.putIfAbsent("QUARKUS_HTTP_PORT", Integer.toString(http));
      builder.environment().remove("ROUTER_POLICY_MODEL");
      builder.environment().putAll(variables);
      return new ServerProcess(builder.start(), log, grpc, http);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it is ready. */
  public ServerProcess awaitReady() {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      if (!process.isAlive()) {
        throw new AssertionError("the server ended: " + log());
      }
      if (get("/q/health/ready") == 200) {
        return this;
      }
      pause();
    }
    throw new AssertionError("the server did not get ready: " + log());
  }

  /** Waits for its end. */
  public int awaitExit() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A new channel to it. */
  public ManagedChannel channel() {
    return Grpc.newChannelBuilder("127.0.0.1:" + grpcPort, InsecureChannelCredentials.create())
        .build();
  }

  public int grpcPort() {
    return grpcPort;
  }

  public int httpPort() {
    return httpPort;
  }

  /** All that it wrote. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it without a word. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  @Override
  public void close() {
    kill();
  }

  /** The status of a GET, or 0 if nobody listens. */
  public int get(String path) {
    try {
      return response(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The body of a GET. */
  public String page(String path) {
    try {
      return response(path).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> response(String path) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Below the ports of outgoing connections, which could take it before the server listens. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        continue; // taken
      }
    }
  }
}
