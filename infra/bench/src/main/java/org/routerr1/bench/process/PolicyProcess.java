// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.FreePort;

/** The real policy server, with the learner in it. */
public record PolicyProcess(ManagedProcess process, int port, int httpPort)
    implements AutoCloseable {

  /**
   * Starts it and waits until it is ready.
   *
   * @param home the built project
   * @param dir for its log; its adapters and runs lie in it
   * @param contextTokens longest prompt and action together
   */
  public static PolicyProcess start(Path home, Path dir, Path model, int contextTokens)
      throws InterruptedException {
    return start(home, dir, model, contextTokens, Map.of());
  }

  /** The same with further settings, by their environment variables. */
  public static PolicyProcess start(
      Path home, Path dir, Path model, int contextTokens, Map<String, String> more)
      throws InterruptedException {
    List<Integer> ports = FreePort.some(2);
    Map<String, String> environment = new HashMap<>();
    environment.put("ROUTER_POLICY_MODEL", model.toString());
    environment.put("ROUTER_POLICY_ADAPTERS", dir.resolve("adapters").toString());
    environment.put("ROUTER_POLICY_CONTEXT_TOKENS", Integer.toString(contextTokens));
    environment.put("QUARKUS_GRPC_SERVER_HOST", "127.0.0.1");
    environment.put("QUARKUS_GRPC_SERVER_PORT", Integer.toString(ports.get(0)));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.get(1)));
    environment.put("OPT_OUT_TRACKING", "true");
    environment.put("MALLOC_ARENA_MAX", "2"); // as the stack starts it
    environment.putAll(more);
    String cache = System.getenv("ROUTER_CACHE");
    if (cache != null) {
      environment.put("DJL_CACHE_DIR", Path.of(cache).resolve("djl").toString());
    }
    return new PolicyProcess(
        BuiltApp.start(home, "policy-server", dir, ports.get(1), environment),
        ports.get(0),
        ports.get(1));
  }

  /** What it tells Prometheus now. */
  public MetricsPage metrics() throws InterruptedException {
    return MetricsPage.of(httpPort);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.close();
  }
}
