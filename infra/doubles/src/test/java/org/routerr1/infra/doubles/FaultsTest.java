// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.routerr1.infra.doubles.FaultRule.When;

class FaultsTest {

  private final RecordedPool pool = RecordedPool.start(PoolConfig.DEFAULTS.withIdempotencyKeys());
  private final PoolClient client = new PoolClient(pool);

  @AfterEach
  void close() {
    pool.close();
  }

  private void always(FaultKind kind) {
    pool.faults(new FaultRule(null, kind, new When.Always(), 7, 200));
  }

  private void bought(long calls) {
    assertThat(pool.counts().total().bought()).isEqualTo(calls);
  }

  @Test
  void rateLimitedSaysWhenToComeBack() throws Exception {
    always(FaultKind.RATE_LIMITED);
    var reply = client.ask("a", "who?");
    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(reply.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(PoolClient.json(reply).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    bought(0);
  }

  @Test
  void refusalsHaveTheirStatusAndAreNotBilled() throws Exception {
    for (var expected :
        List.of(
            List.of(FaultKind.SERVER_ERROR, 500, "server_error"),
            List.of(FaultKind.UNAUTHORISED, 401, "invalid_api_key"),
            List.of(FaultKind.REJECTED, 400, "unsupported_parameter"),
            List.of(FaultKind.CONTEXT_EXCEEDED, 400, "context_length_exceeded"))) {
      always((FaultKind) expected.get(0));
      var reply = client.ask("a", "who?");
      assertThat(reply.statusCode()).isEqualTo(expected.get(1));
      assertThat(PoolClient.json(reply).at("/error/code").asText()).isEqualTo(expected.get(2));
    }
    bought(0);
    assertThat(pool.counts().total().delivered()).isZero();
  }

  @Test
  void hangNeverAnswers() {
    always(FaultKind.HANG);
    assertThatThrownBy(() -> client.askAsync("a", "who?").get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(pool.counts().total().asked()).isEqualTo(1);
    bought(0);
  }

  @Test
  void cutBreaksTheConnectionInTheMiddleOfABilledBody() {
    always(FaultKind.CUT);
    assertThatThrownBy(() -> client.ask("a", "who?")).isInstanceOf(IOException.class);
    bought(1);
    assertThat(pool.counts().total().delivered()).isZero();
  }

  @Test
  void malformedIsNoJson() throws Exception {
    always(FaultKind.MALFORMED);
    var reply = client.ask("a", "who?");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> PoolClient.json(reply)).isInstanceOf(JsonProcessingException.class);
    bought(1);
  }

  @Test
  void hostileSpeaksInTagsAndControlTokens() throws Exception {
    always(FaultKind.HOSTILE);
    assertThat(PoolClient.content(client.ask("a", "who?")))
        .contains("</information>", "<answer>", "<search>", "< / Information >", "<|im_start|>");
  }

  @Test
  void emptyHasNoText() throws Exception {
    always(FaultKind.EMPTY);
    assertThat(PoolClient.content(client.ask("a", "who?"))).isEmpty();
    bought(1);
  }

  @Test
  void dripTakesItsTimeAndArrivesWhole() throws Exception {
    pool.faults(new FaultRule(null, FaultKind.DRIP, new When.Calls(Set.of(2L)), 0, 400));
    String whole = PoolClient.content(client.ask("a", "who?"));
    long start = System.nanoTime();
    assertThat(PoolClient.content(client.ask("a", "who?"))).isEqualTo(whole);
    assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L);
    assertThat(pool.counts().total().delivered()).isEqualTo(2);
  }

  @Test
  void schedulesStrikeTheirCallsOfTheirModelOnly() throws Exception {
    pool.faults(
        new FaultRule("a", FaultKind.SERVER_ERROR, new When.Every(3)),
        new FaultRule("b", FaultKind.SERVER_ERROR, new When.First(1)));
    List<Integer> a = new ArrayList<>();
    List<Integer> b = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      a.add(client.ask("a", "q" + i).statusCode());
      b.add(client.ask("b", "q" + i).statusCode());
    }
    assertThat(a).containsExactly(200, 200, 500, 200, 200, 500);
    assertThat(b).containsExactly(500, 200, 200, 200, 200, 200);
    assertThat(pool.counts().faults()).containsEntry("server_error", 3L);
  }

  @Test
  void probabilityComesFromTheSeed() {
    FaultRule rule = new FaultRule(null, FaultKind.EMPTY, new When.Probability(.25));
    assertThat(strikes(1, rule)).isEqualTo(strikes(1, rule)).isNotEqualTo(strikes(2, rule));
    assertThat(strikes(1, rule).stream().filter(s -> s).count()).isBetween(200L, 300L);
  }

  private static List<Boolean> strikes(long seed, FaultRule rule) {
    FaultPlan plan = new FaultPlan(seed, List.of(rule));
    List<Boolean> strikes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      strikes.add(plan.next("a") != null);
    }
    return strikes;
  }

  @Test
  void faultsAreSetOverHttpAndBadOnesRefused() throws Exception {
    String rules = "[{\"model\": \"a\", \"kind\": \"rate_limited\", \"first\": 1}]";
    assertThat(client.post("/control/faults", rules, null).statusCode()).isEqualTo(200);
    assertThat(client.ask("a", "who?").statusCode()).isEqualTo(429);
    assertThat(client.ask("a", "who?").statusCode()).isEqualTo(200);
    for (String bad :
        List.of(
            "{}",
            "[{\"kind\": \"nonsense\"}]",
            "[{\"kind\": \"cut\", \"evry\": 2}]",
            "[{\"kind\": \"cut\", \"every\": 2, \"first\": 1}]",
            "[{\"kind\": \"cut\", \"probability\": 2}]")) {
      var refused = client.post("/control/faults", bad, null);
      assertThat(refused.statusCode()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void aFailedKeyIsFreeAndABilledOneIsKept() throws Exception {
    String body = PoolClient.chat("a", "who?");
    pool.faults(new FaultRule(null, FaultKind.SERVER_ERROR, new When.First(1)));
    assertThat(client.post("/v1/chat/completions", body, "k1").statusCode()).isEqualTo(500);
    assertThat(client.post("/v1/chat/completions", body, "k1").statusCode()).isEqualTo(200);
    assertThat(pool.counts().key("k1")).isEqualTo(new PoolCounts.Count(2, 0, 1, 1));
    pool.faults(new FaultRule(null, FaultKind.CUT, new When.First(1)));
    assertThatThrownBy(() -> client.post("/v1/chat/completions", body, "k2"))
        .isInstanceOf(IOException.class);
    assertThat(client.post("/v1/chat/completions", body, "k2").statusCode()).isEqualTo(200);
    assertThat(pool.counts().key("k2")).isEqualTo(new PoolCounts.Count(2, 1, 1, 1));
  }
}
