// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.Latency;
import org.routerr1.infra.doubles.PoolConfig;

/** Whatever dies under way and comes back, the client's one connection gets its answer. */
class GatewayOutageIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path dir;
  private static Stack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = Stack.start(dir, PoolConfig.DEFAULTS.withDefaultLatency(Latency.fixed(500)), Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    stack.close();
  }

  @BeforeEach
  void reset() {
    stack.pool().reset();
  }

  /** Something that is done to the stack while a query is under way. */
  private interface Blow {
    void strike() throws IOException, InterruptedException;
  }

  /** Asks, strikes when the second candidate call arrives, and demands the answer all the same. */
  private static void survives(String key, Blow blow) throws Exception {
    CompletableFuture<Void> second = stack.pool().whenAsked(2);
    CompletableFuture<JsonNode> reply = OpenAiClient.start("answer", stack.gatewayUrl(), key);
    second.get(60, TimeUnit.SECONDS);
    blow.strike();
    JsonNode answered = reply.get(120, TimeUnit.SECONDS);
    assertThat(answered.path("answer").asText()).isNotBlank();
    assertThat(answered.path("router").path("calls").asInt()).isEqualTo(Stack.ROUTES);
    // Only the call that was in the air may have been asked for again.
    assertThat(stack.pool().counts().total().asked())
        .isBetween((long) Stack.ROUTES, Stack.ROUTES + 1L);
  }

  @Test
  void theWorkerIsKilledAndStartedAgain() throws Exception {
    survives(
        "it-worker",
        () -> {
          stack.worker().kill();
          stack.worker().start();
        });
  }

  @Test
  void temporalIsKilledAndStartedAgain() throws Exception {
    survives(
        "it-temporal",
        () -> {
          stack.temporal().kill();
          stack.restartTemporal();
        });
  }

  @Test
  void theDatabaseIsKilledAndStartedAgain() throws Exception {
    survives(
        "it-database",
        () -> {
          stack.postgres().kill();
          stack.postgres().restart();
        });
  }

  @Test
  void thePolicyServerEndsAndIsStartedAgain() throws Exception {
    survives(
        "it-policy",
        () -> {
          stack.stopPolicy();
          Thread.sleep(Duration.ofSeconds(1));
          stack.restartPolicy();
        });
  }

  @Test
  void aQueryThatIsAskedWhileTemporalIsAwayIsStartedWhenItIsBack() throws Exception {
    stack.temporal().kill();
    CompletableFuture<JsonNode> reply = OpenAiClient.start("answer", stack.gatewayUrl(), "it-late");
    Thread.sleep(Duration.ofSeconds(3));
    stack.restartTemporal();
    assertThat(reply.get(120, TimeUnit.SECONDS).path("answer").asText()).isNotBlank();
    assertThat(stack.pool().counts().total().asked()).isEqualTo(Stack.ROUTES);
  }

  @Test
  void aQueryIsShownWhileItRunsAndGoesOnWithoutItsClient() throws Exception {
    CompletableFuture<Void> second = stack.pool().whenAsked(2);
    CompletableFuture<HttpResponse<String>> asked =
        HTTP.sendAsync(
            HttpRequest.newBuilder(URI.create(stack.gatewayUrl() + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "it-gone")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"model": "router-r1", "messages": [{"role": "user", "content": "Where?"}]}
                        """))
                .build(),
            BodyHandlers.ofString());
    second.get(60, TimeUnit.SECONDS);
    JsonNode running = document("it-gone");
    assertThat(running.path("outcome").isNull()).isTrue();
    assertThat(running.path("question").asText()).isEqualTo("Where?");
    asked.cancel(true);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (document("it-gone").path("outcome").isNull() && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(100));
    }
    assertThat(document("it-gone").path("outcome").asText()).isEqualTo("answered");
  }

  private static JsonNode document(String id) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.gatewayUrl() + "/v1/queries/" + id)).build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }
}
