// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedPoolTest {

  private final RecordedPool pool =
      RecordedPool.start(
          PoolConfig.DEFAULTS
              .withModel("quick", Latency.fixed(0))
              .withModel("slow", Latency.fixed(200))
              .withIdempotencyKeys());
  private final PoolClient client = new PoolClient(pool);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void theSameQuestionGetsTheSameReplyAndEachModelItsOwn() throws Exception {
    String first = PoolClient.content(client.ask("quick", "who?"));
    assertThat(first).isNotBlank();
    assertThat(PoolClient.content(client.ask("quick", "who?"))).isEqualTo(first);
    assertThat(PoolClient.content(client.ask("quick", "where?"))).isNotEqualTo(first);
    assertThat(PoolClient.content(client.ask("slow", "who?"))).isNotEqualTo(first);
  }

  @Test
  void usageIsCountedAndRepliesAreCutAtTheLimit() throws Exception {
    JsonNode reply =
        PoolClient.json(
            client.post(
                "/v1/chat/completions",
                """
                {"model": "quick", "max_tokens": 2,
                 "messages": [{"role": "user", "content": "one two three"}]}
                """,
                null));
    assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
    assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(2);
    assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(reply.at("/choices/0/message/content").asText().split(" ")).hasSize(2);
  }

  @Test
  void textIsCompletedToo() throws Exception {
    JsonNode reply =
        PoolClient.json(
            client.post(
                "/v1/completions", "{\"model\": \"quick\", \"prompt\": \"Q: who? A:\"}", null));
    assertThat(reply.at("/choices/0/text").asText()).isNotBlank();
    assertThat(reply.at("/object").asText()).isEqualTo("text_completion");
  }

  @Test
  void modelsAreListedAndUnknownOnesRefused() throws Exception {
    assertThat(client.get("/v1/models").path("data").findValuesAsText("id"))
        .containsExactly("quick", "slow");
    var refused = client.ask("other", "who?");
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(PoolClient.json(refused).at("/error/code").asText()).isEqualTo("model_not_found");
  }

  @Test
  void whatIsNoRequestIsRefusedWithAReason() throws Exception {
    for (String body :
        List.of("{", "{}", "{\"model\": \"quick\"}", "{\"model\": \"quick\", \"stream\": true}")) {
      var refused = client.post("/v1/chat/completions", body, null);
      assertThat(refused.statusCode()).as(body).isEqualTo(400);
      assertThat(PoolClient.json(refused).at("/error/message").asText()).isNotBlank();
    }
    assertThat(pool.counts().total()).isEqualTo(PoolCounts.Count.NONE);
  }

  @Test
  void countersTellModelsAndKeysApart() throws Exception {
    client.post("/v1/chat/completions", PoolClient.chat("quick", "who?"), "k1");
    client.ask("quick", "who?");
    client.post("/v1/chat/completions", PoolClient.chat("slow", "who?"), "k2");
    JsonNode counts = client.get("/control/counters");
    assertThat(counts.at("/total/asked").asInt()).isEqualTo(3);
    assertThat(counts.at("/total/delivered").asInt()).isEqualTo(3);
    assertThat(counts.at("/models/quick/bought").asInt()).isEqualTo(2);
    assertThat(counts.at("/keys/k2/delivered").asInt()).isEqualTo(1);
    client.post("/control/reset", "", null);
    assertThat(pool.counts().total()).isEqualTo(PoolCounts.Count.NONE);
    assertThat(pool.counts().keys()).isEmpty();
  }

  @Test
  void anIdempotencyKeyGetsItsReplyAgainUnbilled() throws Exception {
    String body = PoolClient.chat("quick", "who?");
    String first = client.post("/v1/chat/completions", body, "k").body();
    assertThat(client.post("/v1/chat/completions", body, "k").body()).isEqualTo(first);
    assertThat(pool.counts().key("k")).isEqualTo(new PoolCounts.Count(2, 1, 1, 2));
    assertThat(
            client
                .post("/v1/chat/completions", PoolClient.chat("quick", "where?"), "k")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void aKeyThatComesWhileItsCallIsUnderWayWaitsForThatCall() {
    String body = PoolClient.chat("slow", "who?");
    var replies =
        IntStream.range(0, 2)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() -> {
                  try {
                    return client.post("/v1/chat/completions", body, "k").body();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }))
            .toList();
    assertThat(replies.get(0).join()).isEqualTo(replies.get(1).join());
    assertThat(pool.counts().key("k")).isEqualTo(new PoolCounts.Count(2, 1, 1, 2));
  }

  @Test
  void twoHundredSlowCallsRunAtOnce() {
    long start = System.nanoTime();
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 200)
            .mapToObj(i -> client.askAsync("slow", "q" + i).thenApply(r -> r.statusCode()))
            .toList();
    assertThat(calls).allSatisfy(c -> assertThat(c.join()).isEqualTo(200));
    // One after the other they would take 40 s.
    assertThat(System.nanoTime() - start).isBetween(200_000_000L, 10_000_000_000L);
    assertThat(pool.counts().model("slow").delivered()).isEqualTo(200);
  }

  @Test
  void theArrivalOfACallCanBeWaitedFor() throws Exception {
    var third = pool.whenAsked(3);
    client.ask("quick", "one");
    client.ask("quick", "two");
    assertThat(third).isNotDone();
    client.ask("quick", "three");
    assertThat(third).isDone();
    assertThat(pool.whenAsked(2)).isDone();
  }

  @Test
  void aTakenPortIsToldPlainly() {
    assertThatThrownBy(() -> RecordedPool.start(PoolConfig.DEFAULTS.withPort(pool.port())))
        .hasMessageContaining("cannot listen on port " + pool.port());
  }
}
