// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.infra.doubles.PoolConfig;

/** The gateway's API, as OpenAI's own client sees it. */
class GatewayIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path dir;
  private static Stack stack;
  private static JsonNode errors;

  @BeforeAll
  static void start() throws Exception {
    stack = Stack.start(dir, PoolConfig.DEFAULTS, Map.of());
    errors = OpenAiClient.run("errors", stack.gatewayUrl(), "none");
  }

  @AfterAll
  static void stop() throws Exception {
    stack.close();
  }

  private static JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(stack.gatewayUrl() + path)).build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  @Test
  void aQuestionIsAnswered() throws Exception {
    JsonNode reply = OpenAiClient.run("answer", stack.gatewayUrl(), "it-answer");
    assertThat(reply.path("answer").asText()).isNotBlank();
    assertThat(reply.path("finish_reason").asText()).isEqualTo("stop");
    assertThat(reply.path("prompt_tokens").asLong()).isPositive();
    assertThat(reply.path("completion_tokens").asLong()).isPositive();
    assertThat(reply.path("total_tokens").asLong())
        .isEqualTo(reply.path("prompt_tokens").asLong() + reply.path("completion_tokens").asLong());
    JsonNode router = reply.path("router");
    assertThat(router.path("workflow_id").asText()).isEqualTo("query/it-answer");
    assertThat(router.path("calls").asInt()).isEqualTo(Stack.ROUTES);
    assertThat(router.path("rounds").asInt()).isEqualTo(Stack.ROUTES + 1);
    assertThat(router.path("cost_nano_usd").asLong()).isPositive();
    assertThat(router.path("forced").asBoolean()).isFalse();
    assertThat(router.path("catalogue_version").asText()).startsWith("sha256:");

    JsonNode document = get("/v1/queries/it-answer");
    assertThat(document.path("outcome").asText()).isEqualTo("answered");
    assertThat(document.path("answer").asText()).isEqualTo(reply.path("answer").asText());
    assertThat(document.path("cost_nano_usd")).isEqualTo(router.path("cost_nano_usd"));
    assertThat(document.path("rounds")).hasSize(Stack.ROUTES + 1);
  }

  @Test
  void theOnlyModelIsListed() {
    JsonNode models = OpenAiClient.run("models", stack.gatewayUrl(), "none");
    assertThat(models.path("ids")).extracting(JsonNode::asText).containsExactly("router-r1");
    assertThat(models.path("missing").path("code").asText()).isEqualTo("model_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "stream, 400, unsupported_parameter, stream",
    "tools, 400, unsupported_parameter, tools",
    "several, 400, unsupported_parameter, n",
    "model, 404, model_not_found, model",
    "unknown_field, 400, unknown_field, router.tradeoff",
    "trade_off, 400, invalid_value, router.trade_off",
    "budget_zero, 400, invalid_value, router.budget_usd",
    "budget_text, 400, invalid_type, router.budget_usd",
    "max_turns, 400, invalid_value, router.max_turns",
    "policy_version, 400, unknown_policy_version, router.policy_version",
    "candidate, 400, unknown_candidate, router.candidates",
    "empty, 400, invalid_value, messages[0].content",
    "long, 400, string_above_max_length, messages",
    "assistant_last, 400, invalid_value, messages[0].role",
    "large, 413, request_too_large,",
    "key, 400, invalid_value, Idempotency-Key",
    "404, 404, unknown_path,",
    "405, 405, method_not_allowed,",
    "415, 415, unsupported_media_type,"
  })
  void everyRefusalIsTheClientsTypedException(
      String scenario, int status, String code, String param) {
    JsonNode error = errors.path(scenario);
    assertThat(error.path("status").asInt()).isEqualTo(status);
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("param").asText(null)).isEqualTo(param);
  }

  @Test
  void oneKeyIsOneQuery() {
    stack.pool().reset();
    JsonNode found = OpenAiClient.run("idempotent", stack.gatewayUrl(), "it-once");
    Set<JsonNode> different = new HashSet<>();
    found.path("replies").forEach(different::add);
    assertThat(found.path("replies")).hasSize(9);
    assertThat(different).hasSize(1);
    assertThat(stack.pool().counts().total().asked()).isEqualTo(Stack.ROUTES);
    assertThat(found.path("conflicts"))
        .hasSize(2)
        .allSatisfy(conflict -> {
          assertThat(conflict.path("status").asInt()).isEqualTo(409);
          assertThat(conflict.path("code").asText()).isEqualTo("idempotency_conflict");
        });
  }

  @Test
  void feedbackIsTakenOnceAndOnlyForKnownQueries() throws Exception {
    JsonNode found = OpenAiClient.run("feedback", stack.gatewayUrl(), "it-feedback");
    assertThat(found.path("unknown").path("code").asText()).isEqualTo("query_not_found");
    assertThat(found.path("bad").path("param").asText()).isEqualTo("score");
    assertThat(found.path("conflict").path("code").asText()).isEqualTo("feedback_conflict");
    assertThat(get("/v1/queries/it-feedback/audit").path("records"))
        .filteredOn(record -> record.path("record").asText().contains("\"kind\":\"feedback\""))
        .hasSize(1);
  }

  @Test
  void theAuditIsHandedOutAsItIsStored() throws Exception {
    OpenAiClient.run("answer", stack.gatewayUrl(), "it-audit");
    JsonNode ofQuery = get("/v1/queries/it-audit/audit").path("records");
    assertThat(ofQuery.size()).isGreaterThanOrEqualTo(2 * Stack.ROUTES + 1);
    JsonNode page = get("/v1/audit?from=1&limit=1000");
    assertThat(page.path("records").get(0).path("sequence").asLong()).isEqualTo(1);
    assertThat(page.path("head").path("sequence").asLong())
        .isGreaterThanOrEqualTo(page.path("records").size());
    assertThat(get("/v1/queries/nobody/audit").path("error").path("code").asText())
        .isEqualTo("query_not_found");
  }

  @Test
  void anIdThatNoTextCanHoldIsUnknown() throws Exception {
    for (String path : List.of("/v1/queries/%00", "/v1/queries/a%00b/audit")) {
      assertThat(get(path).path("error").path("code").asText()).isEqualTo("query_not_found");
    }
    assertThat(get("/v1/audit?chain=a%00b").path("error").path("param").asText())
        .isEqualTo("chain");
  }

  @Test
  void logsHoldNoQuestionAndNoAnswer() throws Exception {
    JsonNode reply = OpenAiClient.run("answer", stack.gatewayUrl(), "it-logs");
    assertThat(stack.gateway().log())
        .doesNotContain("teacher of the person")
        .doesNotContain(reply.path("answer").asText());
  }
}
