// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.doubles.FixedPolicy;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;
import org.routerr1.infra.stack.temporal.TemporalProcess;

/**
 * A whole router on free ports: PostgreSQL, Temporal, worker and gateway are the real processes;
 * candidates and policy are the doubles. Each can be killed and started again.
 */
final class Stack implements AutoCloseable {

  /** Rounds that the fixed policy routes before it answers. */
  static final int ROUTES = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Path dir;
  private final ThrowawayPostgres postgres;
  private final TemporalProcess temporal;
  private final RecordedPool pool;
  private final int policyPort;
  private FixedPolicy policy;
  private final Path catalogue;
  private final Part worker;
  private final Part gateway;

  private Stack(Path dir, PoolConfig poolConfig, Map<String, String> gatewayEnvironment)
      throws IOException, InterruptedException {
    this.dir = dir;
    this.postgres = ThrowawayPostgres.start();
    this.temporal = TemporalProcess.temporary(dir.resolve("temporal"));
    this.pool = RecordedPool.start(poolConfig);
    this.policy = FixedPolicy.start(0, ROUTES);
    this.policyPort = policy.port();
    this.catalogue = dir.resolve("catalogue.yaml");
    Files.writeString(
        catalogue,
        """
        candidates:
          - id: small
            aliases: [tiny]
            endpoint: %1$s
            price: {input: 0.1, output: 0.4}
          - id: large
            endpoint: %1$s
            price: {input: 1, output: 4}
        """
            .formatted(pool.baseUrl()));
    this.worker = new Part("worker", Map.of());
    this.gateway = new Part("gateway", gatewayEnvironment);
    worker.start();
    gateway.start();
  }

  static Stack start(Path dir, PoolConfig pool, Map<String, String> gatewayEnvironment)
      throws IOException, InterruptedException {
    return new Stack(dir, pool, gatewayEnvironment);
  }

  /** Without {@code /v1}. */
  String gatewayUrl() {
    return gateway.url();
  }

  RecordedPool pool() {
    return pool;
  }

  TemporalProcess temporal() {
    return temporal;
  }

  ThrowawayPostgres postgres() {
    return postgres;
  }

  Part worker() {
    return worker;
  }

  Part gateway() {
    return gateway;
  }

  /**
   * Starts Temporal again on its port. While it is away, a client's attempt to connect to a port of
   * the ephemeral range may be given that very port as its own; it lets go of it soon.
   */
  void restartTemporal() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!FreePort.isFree(temporal.settings().port()) && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(50));
    }
    temporal.restart();
  }

  void stopPolicy() {
    policy.close();
  }

  void restartPolicy() {
    policy = FixedPolicy.start(policyPort, ROUTES);
  }

  @Override
  public void close() throws InterruptedException {
    gateway.end();
    worker.end();
    policy.close();
    pool.close();
    temporal.close();
    postgres.close();
  }

  /** One of our own processes, run from its module's build. */
  final class Part {

    private final String name;
    private final int port = FreePort.any();
    private final ProcessSpec spec;
    private ProcessId id;

    Part(String name, Map<String, String> more) {
      this.name = name;
      RunningPostgres db = postgres.running();
      Map<String, String> environment = new HashMap<>(more);
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
      environment.put("ROUTER_CATALOGUE", catalogue.toString());
      environment.put("ROUTER_DB_URL", db.jdbcUrl());
      environment.put("ROUTER_DB_USER", db.user());
      environment.put("ROUTER_DB_PASSWORD_FILE", db.passwordFile().toString());
      environment.put("ROUTER_POLICY_ADDRESS", policy.address());
      environment.put("TEMPORAL_ADDRESS", temporal.address());
      Path jar = Repository.root().resolve(name + "/target/quarkus-app/quarkus-run.jar");
      if (!Files.exists(jar)) {
        throw new IllegalStateException(jar + " is not there: run mvn package from the top");
      }
      this.spec =
          new ProcessSpec(
              name,
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx400m",
                  "-jar",
                  jar.toString()),
              environment,
              dir.resolve(name),
              dir.resolve(name + ".log"));
      this.id = new ProcessId(0, 0, "");
    }

    void start() throws IOException, InterruptedException {
      id = Detached.start(spec);
      Ready.await(spec, id, Ready.http(URI.create(url() + "/q/health/ready")), PATIENCE);
    }

    void kill() throws InterruptedException {
      id.kill();
    }

    void end() throws InterruptedException {
      id.end(Duration.ofSeconds(20));
    }

    String url() {
      return "http://127.0.0.1:" + port;
    }

    String log() throws IOException {
      return Files.readString(spec.log());
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
