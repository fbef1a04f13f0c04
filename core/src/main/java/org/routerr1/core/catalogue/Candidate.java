// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.Price;

/**
 * A model that the policy may route to, as the catalogue declares it.
 *
 * @param id the name that the policy writes
 * @param aliases other names that resolve to it, exactly
 * @param endpoint base URL of an OpenAI-compatible API, up to and without {@code /chat/completions}
 * @param model the name that the endpoint knows
 * @param keyRef where the API key is read when it is needed ({@code env:NAME} or {@code
 *     file:PATH}), never the key; null: none
 * @param contextTokens the largest prompt and reply together
 * @param maxOutputTokens the largest reply that is asked for; with the price it bounds what a call
 *     can cost
 * @param strengths measured accuracy per task, 0 to 1, in the catalogue's order
 * @param attempts tries before the failure goes to the policy, 1 to 3
 */
public record Candidate(
    String id,
    List<String> aliases,
    String endpoint,
    String model,
    @Nullable String keyRef,
    Price price,
    int contextTokens,
    int maxOutputTokens,
    String description,
    Map<String, Double> strengths,
    Latency latency,
    Limits limits,
    PromptForm promptForm,
    Dispatch dispatch,
    long timeoutMillis,
    int attempts,
    List<String> tags) {

  /** Round-trip times in milliseconds: declared first, measured later. */
  public record Latency(long p50Millis, long p95Millis) {}

  /** What the provider allows; 0: no limit declared. */
  public record Limits(int requestsPerMinute, int tokensPerMinute, int concurrency) {}

  /**
   * How a sub-question is put to the model.
   *
   * @param kind chat message, or text completion
   * @param template text with {@code {query}} in it: the user message, or the text to complete
   * @param stop strings at which the reply ends
   */
  public record PromptForm(Kind kind, String template, List<String> stop) {
    /** The endpoint's call: {@code /chat/completions} or {@code /completions}. */
    public enum Kind {
      CHAT,
      COMPLETION
    }
  }

  /**
   * Where a call runs: inside the workflow's worker (default), or as an activity on the candidate's
   * own task queue.
   */
  public enum Dispatch {
    LOCAL,
    QUEUED
  }
}
