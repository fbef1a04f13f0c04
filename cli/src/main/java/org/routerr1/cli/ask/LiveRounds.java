// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.routerr1.cli.console.Money;

/**
 * Prints a query's rounds as they appear in its document: each decision once, each call once when
 * it is asked and once when it is answered.
 */
final class LiveRounds {

  private static final String PENDING = "pending";

  private final Consumer<String> out;
  private final Set<String> printed = new HashSet<>();

  LiveRounds(Consumer<String> out) {
    this.out = out;
  }

  /** Prints what is new. */
  void show(JsonNode document) {
    for (JsonNode round : document.path("rounds")) {
      int n = round.path("n").asInt();
      if (printed.add("round " + n)) {
        decision(n, round);
      }
      int index = 0;
      for (JsonNode call : round.path("calls")) {
        String key = n + "/" + index++;
        if (printed.add("asked " + key)) {
          out.accept(
              "  ask    %s: %s"
                  .formatted(call.path("candidate").asText(), oneLine(call.path("sub_query"))));
        }
        if (!call.path("outcome").asText(PENDING).equals(PENDING)
            && printed.add("answered " + key)) {
          reply(call);
        }
      }
    }
  }

  private void decision(int n, JsonNode round) {
    JsonNode decision = round.path("decision");
    out.accept(
        "round %d  %s · %d tokens · log-probability %.2f · %s · %d ms"
            .formatted(
                n,
                round.path("action").asText(),
                decision.path("tokens").asInt(),
                decision.path("logprob").asDouble(),
                Money.usd(decision.path("cost_nano_usd").asLong()),
                decision.path("ms").asLong()));
    out.accept("  think  " + oneLine(round.path("thought")));
  }

  private void reply(JsonNode call) {
    JsonNode usage = call.path("usage");
    String said =
        call.path("outcome").asText().equals("ok")
            ? oneLine(call.path("reply"))
            : "[%s%s]"
                .formatted(
                    call.path("outcome").asText(),
                    call.path("detail").isTextual() ? ": " + oneLine(call.path("detail")) : "");
    out.accept(
        "  reply  %s   (%d + %d tokens · %s · %d ms%s)"
            .formatted(
                said,
                usage.path("input_tokens").asLong(),
                usage.path("output_tokens").asLong(),
                Money.usd(call.path("cost_nano_usd").asLong()),
                call.path("ms").asLong(),
                call.path("attempt").asInt(1) > 1
                    ? " · attempt " + call.path("attempt").asInt()
                    : ""));
  }

  static String oneLine(JsonNode text) {
    return oneLine(text.asText(""));
  }

  /** So that no text looks like a line of ours. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
