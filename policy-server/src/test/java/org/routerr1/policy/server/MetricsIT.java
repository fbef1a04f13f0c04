// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.testing.ServerProcess;
import org.routerr1.policy.testing.Wire;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PauseRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.ResumeRequest;

/** What Prometheus reads of the packaged server. */
class MetricsIT {

  private static final String QUERY = "{priority=\"query\"}";
  private static final String TRAINING = "{priority=\"training\"}";

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
                folder,
                Map.of(
                    "ROUTER_POLICY_MODEL",
                    TinyModel.in(folder).toString(),
                    "ROUTER_POLICY_BATCH",
                    "2",
                    "ROUTER_POLICY_QUEUE_LENGTH",
                    "1"))
            .awaitReady();
    channel = server.channel();
    awaitWholePage();
  }

  /** Meters reach the page a moment after the server is ready: the engine's first and last ones. */
  private static void awaitWholePage() {
    Instant end = Instant.now().plusSeconds(30);
    while (!metrics()
        .keySet()
        .containsAll(
            List.of("router_policy_rejected_total" + QUERY, "router_policy_adapters_loaded"))) {
      assertThat(Instant.now()).isBefore(end);
    }
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void thePageSaysWhatWasDone() throws Exception {
    Map<String, Double> before = metrics();
    assertThat(value(before, "router_policy_kv_cache_limit_bytes")).isPositive();
    assertThat(value(before, "router_policy_adapters_loaded")).isZero();
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      decisions.add(stub().decide(asked("query" + i)));
    }
    decisions.add(
        stub()
            .decide(asked("training").toBuilder().setPriority(Priority.PRIORITY_TRAINING).build()));
    stub().decide(asked("query0")); // computed already
    Map<String, Double> after = metrics();
    assertGrown(before, after, "router_policy_decision_seconds_count" + QUERY, 3);
    assertGrown(before, after, "router_policy_decision_seconds_count" + TRAINING, 1);
    assertGrown(before, after, "router_policy_first_token_seconds_count" + QUERY, 3);
    assertThat(value(after, "router_policy_first_token_seconds_sum" + QUERY))
        .isPositive()
        .isLessThan(value(after, "router_policy_decision_seconds_sum" + QUERY));
    assertGrown(before, after, "router_policy_prompts_total{prefix=\"miss\"}", 1);
    assertGrown(before, after, "router_policy_prompts_total{prefix=\"hit\"}", 3);
    double cached = decisions.stream().mapToInt(Decision::getCachedPromptTokens).sum();
    double read = decisions.stream().mapToInt(d -> d.getPromptTokens() - 1).sum();
    assertGrown(before, after, "router_policy_prompt_tokens_total{source=\"cache\"}", cached);
    assertGrown(
        before, after, "router_policy_prompt_tokens_total{source=\"computed\"}", read - cached);
    double written = decisions.stream().mapToInt(Decision::getTokenIdsCount).sum();
    double chosen = grown(before, after, "router_policy_decoded_tokens_total{kind=\"chosen\"}");
    assertThat(chosen + grown(before, after, "router_policy_decoded_tokens_total{kind=\"forced\"}"))
        .isEqualTo(written);
    assertThat(chosen).isPositive().isLessThan(written);
    double steps = grown(before, after, "router_policy_step_seconds_count");
    assertThat(steps).isGreaterThan(20);
    assertGrown(before, after, "router_policy_step_sequences_sum", steps);
    assertGrown(before, after, "router_policy_step_sequences_bucket{le=\"1.0\"}", steps);
    assertThat(value(after, "router_policy_grammar_seconds_total"))
        .isPositive()
        .isLessThan(value(after, "router_policy_step_seconds_sum"));
    assertThat(value(after, "router_policy_prefix_cache_bytes")).isPositive();
    assertThat(after).containsKey("jvm_threads_live_threads");
    awaitIdle();
  }

  @Test
  void whoIsRefusedWaitsOrGoesIsCounted() throws Exception {
    Map<String, Double> before = metrics();
    stub().pause(PauseRequest.getDefaultInstance());
    List<Future<Decision>> waiting = new ArrayList<>();
    int refused = 0;
    for (int i = 0; refused < 2; i++) {
      Future<Decision> one = PolicyServiceGrpc.newFutureStub(channel).decide(asked("fill" + i));
      try {
        one.get(700, TimeUnit.MILLISECONDS);
        throw new AssertionError("nothing is decided in a pause");
      } catch (TimeoutException e) {
        waiting.add(one);
      } catch (ExecutionException e) {
        assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        refused++;
      }
    }
    Map<String, Double> full = metrics();
    assertGrown(before, full, "router_policy_rejected_total" + QUERY, refused);
    assertThat(value(full, "router_policy_queue_length" + QUERY)).isEqualTo(1);
    assertThat(value(full, "router_policy_active_sequences")).isEqualTo(2);
    assertThat(value(full, "router_policy_kv_cache_bytes"))
        .isPositive()
        .isLessThanOrEqualTo(value(full, "router_policy_kv_cache_limit_bytes"));
    waiting.forEach(one -> one.cancel(true));
    awaitIdle();
    Map<String, Double> gone = metrics();
    assertGrown(full, gone, "router_policy_cancelled_total" + QUERY, waiting.size());
    assertThat(value(gone, "router_policy_kv_cache_bytes")).isZero();
    assertThat(value(gone, "router_policy_queue_length" + QUERY)).isZero();
    stub().resume(ResumeRequest.getDefaultInstance());
  }

  /** The page tells of the state after the last step. */
  private static void awaitIdle() {
    Instant end = Instant.now().plusSeconds(30);
    while (value(metrics(), "router_policy_active_sequences") > 0) {
      assertThat(Instant.now()).isBefore(end);
    }
  }

  /** A prompt that is longer than a block, so that its beginning is kept. */
  private static DecideRequest asked(String id) {
    return Wire.request(id).toBuilder()
        .addPrompt(Wire.message(Message.Role.ROLE_USER, "once more ".repeat(20) + id))
        .build();
  }

  private static PolicyServiceGrpc.PolicyServiceBlockingStub stub() {
    return PolicyServiceGrpc.newBlockingStub(channel);
  }

  private static Map<String, Double> metrics() {
    Map<String, Double> values = new HashMap<>();
    for (String line : server.page("/q/metrics").lines().toList()) {
      if (!line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        // Without the comma that the page writes after the last tag.
        values.put(
            line.substring(0, space).replace(",}", "}"),
            Double.parseDouble(line.substring(space + 1)));
      }
    }
    return values;
  }

  private static double grown(Map<String, Double> before, Map<String, Double> after, String name) {
    return value(after, name) - value(before, name);
  }

  private static double value(Map<String, Double> metrics, String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new AssertionError(name + " is not told: " + metrics.keySet());
    }
    return value;
  }

  private static void assertGrown(
      Map<String, Double> before, Map<String, Double> after, String name, double by) {
    assertThat(grown(before, after, name)).as(name).isEqualTo(by);
  }
}
