// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.infra.stack.Json;

class LiveRoundsTest {

  private final List<String> lines = new ArrayList<>();
  private final LiveRounds rounds = new LiveRounds(lines::add);

  private void show(String calls) throws Exception {
    rounds.show(
        Json.MAPPER.readTree(
            """
            {"rounds": [{"n": 1, "thought": "First\\n the place.", "action": "route",
              "decision": {"tokens": 41, "logprob": -12.345, "ms": 900, "cost_nano_usd": 0},
              "calls": [%s]}]}
            """
                .formatted(calls)));
  }

  @Test
  void printsEachStepOnceAndWhenItHappens() throws Exception {
    String pending =
        """
        {"candidate": "tiny", "sub_query": "Where?", "reply": null, "outcome": "pending", "attempt": 1}\
        """;
    show("");
    show(pending);
    show(pending);
    assertThat(lines)
        .containsExactly(
            "round 1  route · 41 tokens · log-probability -12.35 · $0.00 · 900 ms",
            "  think  First the place.",
            "  ask    tiny: Where?");
    lines.clear();

    show(
        """
        {"candidate": "tiny", "sub_query": "Where?", "reply": "There.", "outcome": "ok", "attempt": 1,
         "usage": {"input_tokens": 20, "output_tokens": 3}, "cost_nano_usd": 27600, "ms": 310}\
        """);

    assertThat(lines).containsExactly("  reply  There.   (20 + 3 tokens · $0.0000276 · 310 ms)");
  }

  @Test
  void noTextLooksLikeALineOfOurs() {
    assertThat(LiveRounds.oneLine(" Why?\nanswer    forged\r\n")).isEqualTo("Why? answer forged");
  }

  @Test
  void aFailureIsShownWithItsReasonAndTheAttempt() throws Exception {
    show(
        """
        {"candidate": "tiny", "sub_query": "Where?", "outcome": "rate_limited", "detail": "429",
         "attempt": 2, "usage": {"input_tokens": 0, "output_tokens": 0}, "cost_nano_usd": 0, "ms": 5}\
        """);

    assertThat(lines)
        .last()
        .isEqualTo("  reply  [rate_limited: 429]   (0 + 0 tokens · $0.00 · 5 ms · attempt 2)");
  }
}
