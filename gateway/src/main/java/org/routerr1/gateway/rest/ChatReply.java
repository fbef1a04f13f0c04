// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.Usage;
import org.routerr1.gateway.client.Queries;
import org.routerr1.workflows.QueryOutput;

/** OpenAI's chat completion, and beside it what the router did for it. */
@JsonNaming(SnakeCaseStrategy.class)
public record ChatReply(
    String id,
    String object,
    long created,
    String model,
    List<Choice> choices,
    Tokens usage,
    Router router) {

  static ChatReply of(QueryOutput output, Instant now) {
    return new ChatReply(
        output.queryId(),
        "chat.completion",
        now.getEpochSecond(),
        ChatRequestReader.MODEL,
        List.of(Choice.of(output)),
        Tokens.of(output.usage()),
        Router.of(output));
  }

  /** The one answer. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Choice(int index, Message message, @Nullable Object logprobs, String finishReason) {

    static Choice of(QueryOutput output) {
      Message message = new Message("assistant", output.answer(), null);
      return new Choice(0, message, null, output.answerCut() ? "length" : "stop");
    }
  }

  /** The answer as a message. */
  public record Message(String role, String content, @Nullable String refusal) {}

  /** The policy's tokens and the candidates' together. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Tokens(long promptTokens, long completionTokens, long totalTokens) {
    static Tokens of(Usage usage) {
      return new Tokens(
          usage.inputTokens(),
          usage.outputTokens(),
          Math.addExact(usage.inputTokens(), usage.outputTokens()));
    }
  }

  /** {@code forcedBy}: turns, deadline or budget; null: the policy answered by itself. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Router(
      String queryId,
      String workflowId,
      long costNanoUsd,
      int rounds,
      int calls,
      boolean forced,
      @Nullable String forcedBy,
      String policyVersion,
      String catalogueVersion) {

    static Router of(QueryOutput output) {
      return new Router(
          output.queryId(),
          Queries.workflowId(output.queryId()),
          output.costNanoUsd(),
          output.rounds(),
          output.calls(),
          output.forced() != null,
          output.forced() == null ? null : output.forced().name().toLowerCase(Locale.ROOT),
          output.policyVersion(),
          output.catalogueVersion());
    }
  }
}
