// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.QueryOptions;
import org.routerr1.infra.doubles.FixedPolicy;
import org.routerr1.infra.doubles.Latency;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.infra.stack.temporal.TemporalProcess;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.QueryOutput;
import org.routerr1.workflows.RouterClient;

/** The packaged worker on the real Temporal and the real database; anything may die. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class WorkerIT {

  private static final int ROUTES = 3;

  private static @TempDir Path directory;
  private static ThrowawayPostgres postgres;
  private static TemporalProcess temporal;
  private static RecordedPool pool;
  private static FixedPolicy policy;
  private static WorkflowServiceStubs stubs;
  private static RouterClient client;
  private static WorkerProcess worker;

  @BeforeAll
  static void up() throws Exception {
    postgres = ThrowawayPostgres.start();
    temporal = TemporalProcess.temporary(Files.createDirectories(directory.resolve("temporal")));
    pool =
        RecordedPool.start(
            PoolConfig.DEFAULTS.withDefaultLatency(Latency.fixed(100)).withIdempotencyKeys());
    policy = FixedPolicy.start(0, ROUTES);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    client = new RouterClient(WorkflowClient.newInstance(stubs), RouterClient.TASK_QUEUE, false);
    worker = WorkerProcess.start(directory.resolve("worker.log"), environment());
  }

  @AfterAll
  static void down() throws Exception {
    worker.close();
    stubs.shutdownNow();
    policy.close();
    pool.close();
    temporal.close();
    postgres.close();
  }

  private static Map<String, String> environment() throws IOException {
    Path catalogue = directory.resolve("catalogue.yaml");
    Files.writeString(
        catalogue,
        """
        candidates:
          - id: alpha
            endpoint: %s
            price: {input: 0.1, output: 0.2}
        """
            .formatted(pool.baseUrl()));
    Map<String, String> variables = new HashMap<>();
    variables.put("ROUTER_CATALOGUE", catalogue.toString());
    variables.put("ROUTER_DB_URL", postgres.running().jdbcUrl());
    variables.put("ROUTER_DB_USER", postgres.running().user());
    variables.put("ROUTER_DB_PASSWORD_FILE", postgres.running().passwordFile().toString());
    variables.put("ROUTER_POLICY_ADDRESS", policy.address());
    variables.put("TEMPORAL_ADDRESS", temporal.address());
    return variables;
  }

  @BeforeEach
  void ready() throws Exception {
    worker.awaitReady();
    pool.reset();
  }

  private static List<CompletableFuture<QueryOutput>> ask(String name, int queries) {
    List<CompletableFuture<QueryOutput>> results = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      String id = name + "-" + i;
      client.start(new QueryInput(id, "default", "Who?", QueryOptions.DEFAULTS, null, null));
      results.add(client.result(id));
    }
    return results;
  }

  private static void allAnswered(List<CompletableFuture<QueryOutput>> results) throws Exception {
    for (CompletableFuture<QueryOutput> result : results) {
      assertThat(result.get(2, TimeUnit.MINUTES).answer()).isNotBlank();
    }
  }

  private static void awaitCalls(long calls) throws Exception {
    worker.await("at call " + calls, () -> pool.counts().total().asked() >= calls);
  }

  @Test
  void answersAndTellsItsMetrics() throws Exception {
    allAnswered(ask("plain", 1));
    String metrics = worker.get("/q/metrics").orElseThrow().body();
    assertThat(metrics)
        .contains("router_candidate_calls_seconds_count{candidate=\"alpha\",outcome=\"ok\"")
        .contains("router_decisions_seconds_count")
        .contains("temporal_");
    assertThat(worker.log()).contains("the policy server serves fixed-policy");
  }

  @Test
  void survivesItsOwnDeath() throws Exception {
    List<CompletableFuture<QueryOutput>> results = ask("killed", 10);
    awaitCalls(10 * ROUTES / 2);
    worker.kill();
    long delivered = pool.counts().total().delivered();
    assertThat(delivered).isPositive();
    worker.relaunch();
    allAnswered(results);
    // With idempotency keys honoured nothing is bought twice, whatever was under way.
    assertThat(pool.counts().total().bought()).isEqualTo(10 * ROUTES);
  }

  @Test
  void survivesTheDatabase() throws Exception {
    List<CompletableFuture<QueryOutput>> results = ask("database", 5);
    awaitCalls(5);
    postgres.kill();
    worker.await("unready", () -> worker.ready() != 200);
    postgres.restart();
    allAnswered(results);
    assertThat(pool.counts().total().bought()).isEqualTo(5 * ROUTES);
  }

  @Test
  void survivesTemporal() throws Exception {
    List<CompletableFuture<QueryOutput>> results = ask("temporal", 5);
    awaitCalls(5);
    temporal.kill();
    worker.await("unready", () -> worker.ready() != 200);
    temporal.restart();
    allAnswered(results);
    assertThat(pool.counts().total().bought()).isEqualTo(5 * ROUTES);
  }

  @Test
  void survivesThePolicyServer() throws Exception {
    List<CompletableFuture<QueryOutput>> results = ask("policy", 5);
    awaitCalls(5);
    int port = policy.port();
    policy.close();
    worker.await("told of it", () -> worker.log().contains("policy_unavailable for"));
    policy = FixedPolicy.start(port, ROUTES);
    allAnswered(results);
    assertThat(worker.log()).contains("policy_unavailable is over");
  }

  @Test
  void stopsWhenToldTo() throws Exception {
    worker.terminate();
    assertThat(worker.exitCode()).isIn(0, 143);
    worker.relaunch();
    worker.awaitReady();
  }

  @Test
  void waitsForWhatIsNotThereYet() throws Exception {
    temporal.kill();
    try (WorkerProcess early = WorkerProcess.start(directory.resolve("early.log"), environment())) {
      early.await("waiting", () -> early.log().contains("waiting for Temporal at"));
      early.await("alive and not ready", () -> early.ready() == 503);
      temporal.restart();
      early.awaitReady();
    }
  }

  @Test
  void refusesBadInputInASentence() throws Exception {
    Map<String, String> bad = environment();
    Path catalogue = directory.resolve("bad.yaml");
    Files.writeString(catalogue, "candidates:\n  - id: alpha\n    endpoint: http://h/v1\n");
    bad.put("ROUTER_CATALOGUE", catalogue.toString());
    refused("bad-catalogue", bad, "bad.yaml", "price");
    Map<String, String> unset = environment();
    unset.remove("ROUTER_POLICY_ADDRESS");
    refused("unset", unset, "ROUTER_POLICY_ADDRESS is not set");
    Map<String, String> misspelt = environment();
    misspelt.put("ROUTER_WORKER_RETENTON", "30d");
    refused("misspelt", misspelt, "ROUTER_WORKER_RETENTON is unknown");
    Map<String, String> untrusted = environment();
    untrusted.put("ROUTER_POLICY_TRUST", catalogue.toString());
    refused("untrusted", untrusted, "ROUTER_POLICY_TRUST", "holds no certificate in PEM form");
  }

  private static void refused(String name, Map<String, String> variables, String... said)
      throws Exception {
    try (WorkerProcess refusing =
        WorkerProcess.start(directory.resolve(name + ".log"), variables)) {
      assertThat(refusing.exitCode()).isEqualTo(2);
      assertThat(refusing.log()).contains(said).doesNotContain("\tat ");
    }
  }
}
