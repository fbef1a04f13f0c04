// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.gateway.service.Bounds;
import org.routerr1.gateway.service.Wishes;

/**
 * Reads OpenAI's chat completion request. A field is honoured, or known to change nothing, or
 * refused: nothing is silently ignored.
 */
final class ChatRequestReader {

  /** The one model that is served. */
  static final String MODEL = "router-r1";

  /** Fields that say something about the caller and nothing about the answer. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "user",
          "metadata",
          "store",
          "service_tier",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "parallel_tool_calls");

  /** Fields of OpenAI's API that would change the answer, and that the router cannot honour. */
  private static final List<String> NOT_SUPPORTED =
      List.of(
          "tools",
          "tool_choice",
          "functions",
          "function_call",
          "stop",
          "logit_bias",
          "top_logprobs",
          "modalities",
          "audio",
          "prediction",
          "reasoning_effort",
          "verbosity",
          "web_search_options",
          "moderation",
          "stream_options");

  /** Of those, values that say the same as leaving the field out. */
  private static final Map<String, List<JsonNode>> NEUTRAL =
      Map.of(
          "tool_choice", List.of(TextNode.valueOf("none"), TextNode.valueOf("auto")),
          "function_call", List.of(TextNode.valueOf("none"), TextNode.valueOf("auto")),
          "top_logprobs", List.of(IntNode.valueOf(0)),
          "modalities", List.of(JsonNodeFactory.instance.arrayNode().add("text")));

  private static final int MAX_NAME = 128;
  private static final int MAX_CANDIDATES = 64;

  private ChatRequestReader() {}

  /** The request, or a {@link ProblemException} that names the field. */
  static ChatRequest read(JsonNode body, int maxQuestionChars) {
    Fields fields = Fields.of(body, "");
    refuseOtherModels(fields);
    refuseStreaming(fields);
    String question = Conversation.question(fields, maxQuestionChars);
    Wishes wishes = wishes(fields);
    WITHOUT_EFFECT.forEach(fields::any);
    refuseUnsupported(fields);
    fields.refuseOthers("");
    return new ChatRequest(question, wishes);
  }

  private static void refuseOtherModels(Fields fields) {
    String model = fields.required("model", MAX_NAME);
    if (!model.equals(MODEL)) {
      throw unknownModel(model);
    }
  }

  static ProblemException unknownModel(String model) {
    String message = "the model '%s' does not exist; ask for '%s'".formatted(model, MODEL);
    return Problem.ofRequest(404, "model_not_found", message, "model").exception();
  }

  private static void refuseStreaming(Fields fields) {
    if (Boolean.TRUE.equals(fields.flag("stream"))) {
      throw unsupported("stream", "streaming is not supported yet; leave 'stream' out");
    }
  }

  private static void refuseUnsupported(Fields fields) {
    for (String name : NOT_SUPPORTED) {
      JsonNode value = fields.filled(name);
      if (value != null && !NEUTRAL.getOrDefault(name, List.of()).contains(value)) {
        throw unsupported(name, "'%s' is not supported; leave it out".formatted(name));
      }
    }
    onlyAs(fields, "n", 1);
    onlyAs(fields, "frequency_penalty", 0);
    onlyAs(fields, "presence_penalty", 0);
    if (Boolean.TRUE.equals(fields.flag("logprobs"))) {
      throw unsupported("logprobs", "'logprobs' is not supported; leave it out");
    }
    Fields format = fields.object("response_format");
    if (format != null && !format.required("type", MAX_NAME).equals("text")) {
      throw unsupported("response_format", "'response_format' must be {\"type\": \"text\"}");
    }
  }

  /** A field that may be sent with the value that changes nothing. */
  private static void onlyAs(Fields fields, String name, int neutral) {
    JsonNode value = fields.any(name);
    if (value != null && !(value.isNumber() && value.doubleValue() == neutral)) {
      throw unsupported(name, "'%s' must be %d, or left out".formatted(name, neutral));
    }
  }

  static ProblemException unsupported(String name, String message) {
    return Problem.invalid("unsupported_parameter", message, name).exception();
  }

  private static Wishes wishes(Fields fields) {
    // OpenAI's own sampling fields speak of the model behind the API: the policy.
    Double temperature = fields.number("temperature", Bounds.TEMPERATURE);
    Double topP = fields.number("top_p", Bounds.TOP_P);
    Long seed = fields.longInteger("seed", Bounds.SEED);
    Integer maxTokens = fields.integer("max_tokens", Bounds.MAX_TOKENS);
    Integer maxCompletionTokens = fields.integer("max_completion_tokens", Bounds.MAX_TOKENS);
    Integer atMost = maxCompletionTokens == null ? maxTokens : maxCompletionTokens;
    Fields router = fields.object("router");
    if (router == null) {
      return new Wishes(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          atMost,
          temperature,
          topP,
          seed,
          null,
          null,
          null,
          null);
    }
    Wishes wishes =
        new Wishes(
            router.number("trade_off", Bounds.TRADE_OFF),
            router.decimal("budget_usd", Bounds.BUDGET_USD),
            router.integer("max_turns", Bounds.MAX_TURNS),
            router.longInteger("deadline_ms", Bounds.DEADLINE_MS),
            router.integer("min_routes", Bounds.MIN_ROUTES),
            router.integer("max_parallel", Bounds.MAX_PARALLEL),
            router.integer("max_think_tokens", Bounds.TOKENS),
            router.integer("max_query_tokens", Bounds.TOKENS),
            router.integer("max_answer_tokens", Bounds.TOKENS),
            atMost,
            first(router.number("temperature", Bounds.TEMPERATURE), temperature),
            topP,
            first(router.longInteger("seed", Bounds.SEED), seed),
            router.text("policy_version", MAX_NAME),
            router.names("candidates", MAX_CANDIDATES, MAX_NAME),
            router.flag("share_context"),
            router.flag("own_words"));
    router.refuseOthers(
        "; known are trade_off, budget_usd, max_turns, deadline_ms, temperature, seed,"
            + " policy_version, candidates, min_routes, max_parallel, max_think_tokens,"
            + " max_query_tokens, max_answer_tokens, share_context and own_words");
    return wishes;
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }
}
