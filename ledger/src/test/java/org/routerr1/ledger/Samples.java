// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Hashes;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;
import org.routerr1.ledger.DecisionResult.QueryOpening;

/** Steps as the activities would write them. */
final class Samples {

  static final String CATALOGUE = "sha256:0123456789abcdef";

  private Samples() {}

  static QueryOpening opening(String query) {
    return opening(query, "default");
  }

  static QueryOpening opening(String query, String chain) {
    return new QueryOpening(query, chain, "Question of " + query, CATALOGUE, "{}", 1_000_000);
  }

  static DecisionResult route(String query, int round) {
    return decision(opening(query), round, null);
  }

  static DecisionResult answer(String query, int round, String answer) {
    return decision(opening(query), round, answer);
  }

  static DecisionResult decision(QueryOpening query, int round, @Nullable String answer) {
    return new DecisionResult(
        StepKey.decision("query/" + query.queryId(), round),
        query,
        "base@1",
        "smol",
        Hashes.sha256("prompt " + round),
        "thought " + round,
        answer == null ? "<search>who? <to> a </search>" : "<answer>" + answer + "</answer>",
        answer,
        answer != null && round > 1,
        List.of(1, 2, 40_000),
        List.of(-.5f, -.25f, 0f),
        List.of(-.5f, -2f, -.125f),
        -.75,
        -3,
        new Usage(100, 3),
        new NanoUsd(7),
        new NanoUsd(7L * round + 50L * (round - 1)),
        12,
        "{\"round\":" + round + "}");
  }

  static StepKey call(String query, int round, int call, int attempt) {
    return new StepKey("query/" + query, round, call, attempt);
  }

  static CallIntent intent(StepKey key) {
    return new CallIntent(key, "a", "sub-question", CATALOGUE);
  }

  static CallResult reply(StepKey key, @Nullable String reply) {
    return reply(key, "default", reply);
  }

  static CallResult reply(StepKey key, String chain, @Nullable String reply) {
    return new CallResult(
        key,
        chain,
        "a",
        reply == null ? null : "model-a",
        "sub-question",
        reply,
        reply == null ? "timeout" : "ok",
        reply == null ? "no answer in 5000 ms" : null,
        reply == null ? Usage.NONE : new Usage(10, 20),
        new NanoUsd(reply == null ? 0 : 50),
        CATALOGUE,
        34,
        "{\"reply\":\"" + key.wire() + "\"}");
  }
}
