// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.FreePort;
import org.routerr1.infra.stack.Json;
import org.routerr1.infra.stack.process.Detached;
import org.routerr1.infra.stack.process.ProcessId;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.process.Ready;

/** The local candidates' server with a real small model. */
class LocalModelIT {

  @TempDir static Path dir;
  private static ProcessId process;
  private static URI base;

  @BeforeAll
  static void start() throws Exception {
    int port = FreePort.any();
    base = URI.create("http://127.0.0.1:" + port);
    ProcessSpec spec =
        new ProcessSpec(
            "model",
            List.of(
                required("ROUTER_TEST_PYTHON"),
                Path.of("../local-llm/serve.py").toAbsolutePath().toString(),
                "--model",
                required("ROUTER_POLICY_MODEL"),
                "--alias",
                "smallest",
                "--port",
                Integer.toString(port)),
            Map.of(),
            dir,
            dir.resolve("model.log"));
    process = Detached.start(spec);
    Ready.await(spec, process, Ready.http(base.resolve("/health")), Duration.ofMinutes(2));
  }

  @AfterAll
  static void stop() throws Exception {
    process.end(Duration.ofSeconds(10));
  }

  private static String required(String name) {
    String value = System.getenv(name);
    assertThat(value).as(name + " (./router test sets it)").isNotNull();
    return value;
  }

  private static HttpResponse<String> post(String path, String body, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode counters() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(base.resolve("/control/counters")).build();
    return Json.MAPPER.readTree(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void answersInBothFormsUnderItsAliasAndCountsByKey() throws Exception {
    JsonNode chat =
        Json.MAPPER.readTree(
            post(
                    "/v1/chat/completions",
                    """
                    {"model": "smallest", "temperature": 0, "max_tokens": 8,
                     "messages": [{"role": "user", "content": "Name a colour."}]}\
                    """,
                    "w/1/1/1")
                .body());
    JsonNode text =
        Json.MAPPER.readTree(
            post(
                    "/v1/completions",
                    """
                    {"model": "smallest", "temperature": 0, "max_tokens": 8, "stop": ["\\n"],
                     "prompt": "Question: What colour is the sky?\\nAnswer:"}\
                    """,
                    "w/1/1/1")
                .body());

    assertThat(chat.path("model").asText()).isEqualTo("smallest");
    assertThat(chat.at("/choices/0/message/content").asText()).isNotBlank();
    assertThat(chat.at("/usage/prompt_tokens").asInt()).isPositive();
    assertThat(text.at("/choices/0/text").asText()).isNotBlank();
    assertThat(counters().at("/keys/w~11~11~11/asked").asInt()).isEqualTo(2);
  }

  @Test
  void passesOnWhatTheModelsServerSaysOfABadRequest() throws Exception {
    HttpResponse<String> reply = post("/v1/chat/completions", "no json", "bad/1/1/1");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(Json.MAPPER.readTree(reply.body()).path("error").path("message").asText())
        .isNotBlank();
  }
}
