// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo on the whole stack: a real policy, real models, real servers, and each of them killed in
 * the middle. One stack for all, since it takes longest to start.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {

  @TempDir static Path dir;

  private static Shell shell() {
    return new Shell(dir)
        .with("ROUTER_QUERY_MAX_THINK_TOKENS", "16")
        .with("ROUTER_QUERY_MAX_QUERY_TOKENS", "16")
        .with("ROUTER_QUERY_MAX_ANSWER_TOKENS", "16");
  }

  private static Shell.Result router(String... words) throws Exception {
    String[] all = new String[words.length + 5];
    System.arraycopy(words, 0, all, 0, words.length);
    String[] common = {"--data-dir", dir.resolve("data").toString(), "--port-base", "0", "--json"};
    System.arraycopy(common, 0, all, words.length, common.length);
    return shell().router(all);
  }

  @AfterAll
  static void down() throws Exception {
    router("down");
  }

  @Test
  @Order(1)
  void answersWithRealModelsAndAVerifiedAudit() throws Exception {
    Shell.Result result = router("demo");

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode document = result.document();
    assertThat(document.path("answer").asText()).isNotBlank();
    assertThat(document.path("policy").path("version").asText()).isNotBlank();
    assertThat(document.path("audit").path("verified").asBoolean()).isTrue();
    Set<String> candidates = new HashSet<>();
    long cost = 0;
    for (JsonNode round : document.path("rounds")) {
      assertThat(round.path("decision").path("tokens").asInt()).isPositive();
      assertThat(round.path("decision").path("logprob").asDouble()).isNegative();
      cost += round.path("decision").path("cost_nano_usd").asLong();
      for (JsonNode call : round.path("calls")) {
        candidates.add(call.path("candidate").asText());
        assertThat(call.path("model").asText()).isEqualTo(call.path("candidate").asText());
        assertThat(call.path("usage").path("input_tokens").asLong()).isPositive();
        assertThat(call.path("cost_nano_usd").asLong()).isPositive();
        cost += call.path("cost_nano_usd").asLong();
      }
    }
    assertThat(candidates).isNotEmpty();
    assertThat(document.path("cost_nano_usd").asLong()).isEqualTo(cost);
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(strings = {"worker", "temporal", "policy-server", "postgres"})
  void aPartThatDiesInTheMiddleCostsNothingTwice(String part) throws Exception {
    Shell.Result result = router("demo", "--crash", part);

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode crash = result.document().path("crash");
    assertThat(crash.path("killed").asText()).isEqualTo(part);
    assertThat(crash.path("completed").asBoolean()).isTrue();
    assertThat(crash.path("connection_kept").asBoolean()).isTrue();
    assertThat(crash.path("duplicate_calls").isIntegralNumber()).isTrue();
    assertThat(crash.path("duplicate_calls").asLong()).isZero();
    assertThat(crash.path("recovered_ms").asLong()).isPositive();
    assertThat(result.document().path("audit").path("verified").asBoolean()).isTrue();
  }

  @Test
  @Order(3)
  void theChainOfAllQueriesIsWhole() throws Exception {
    Shell.Result result = router("audit", "verify");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.document().path("records").asLong()).isGreaterThan(10);
  }

  @Test
  @Order(4)
  void anEarlierQueryIsShownAgain() throws Exception {
    JsonNode first = router("ask", "What is the largest ocean?").document();
    Shell.Result again = router("ask", "--query", first.path("query_id").asText());

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.document()).isEqualTo(first);
  }

  @Test
  @Order(5)
  void downStopsEverything() throws Exception {
    assertThat(router("status").document().path("parts").size()).isEqualTo(8);

    Shell.Result result = router("down");

    assertThat(result.document().path("stopped")).hasSize(8);
    assertThat(router("status").document().path("parts")).isEmpty();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(dir.toString()));
  }
}
