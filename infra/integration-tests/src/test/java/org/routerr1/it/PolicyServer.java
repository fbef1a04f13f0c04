// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;

/** The built policy server as a process of its own, with the learner in it. */
final class PolicyServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final int port;
  private final ProcessId id;
  private final Thread atExit = new Thread(this::killQuietly);

  private PolicyServer(int port, ProcessId id) {
    this.port = port;
    this.id = id;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param data its adapters and runs lie in it
   * @param context longest prompt and action together, in tokens
   */
  static PolicyServer start(Path model, Path data, int context)
      throws IOException, InterruptedException {
    List<Integer> ports = FreePort.some(2);
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "ROUTER_POLICY_MODEL", model.toString(),
                "ROUTER_POLICY_ADAPTERS", data.resolve("adapters").toString(),
                "ROUTER_POLICY_CONTEXT_TOKENS", Integer.toString(context),
                "QUARKUS_GRPC_SERVER_HOST", "127.0.0.1",
                "QUARKUS_GRPC_SERVER_PORT", ports.get(0).toString(),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", ports.get(1).toString(),
                "OPT_OUT_TRACKING", "true"));
    String cache = System.getenv("ROUTER_CACHE");
    if (cache != null) {
      environment.put("DJL_CACHE_DIR", Path.of(cache).resolve("djl").toString());
    }
    Path jar = Repository.root().resolve("policy-server/target/quarkus-app/quarkus-run.jar");
    ProcessSpec spec =
        new ProcessSpec(
            "policy-server",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-jar",
                jar.toString()),
            environment,
            data,
            data.resolve("policy-server.log"));
    PolicyServer server = new PolicyServer(ports.get(0), Detached.start(spec));
    Ready.await(
        spec,
        server.id,
        Ready.http(URI.create("http://127.0.0.1:" + ports.get(1) + "/q/health/ready")),
        PATIENCE);
    return server;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() throws InterruptedException {
    id.end(Duration.ofSeconds(20));
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** Nobody else would end it: it lives in a session of its own. */
  private void killQuietly() {
    try {
      id.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
