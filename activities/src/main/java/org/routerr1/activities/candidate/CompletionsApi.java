// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.routerr1.activities.text.Texts;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Candidate.PromptForm.Kind;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/** The bodies of OpenAI's two completion calls: what is sent, and what replies and errors say. */
final class CompletionsApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DETAIL_LENGTH = 300;

  /** No call consumes more; a larger figure is a provider's error. */
  private static final long MOST_TOKENS = 100_000_000;

  /** OpenAI's code, llama.cpp's type, and how others word it. */
  private static final Pattern CONTEXT =
      Pattern.compile(
          "context_length_exceeded|exceed_context_size|context (length|window|size)"
              + "|maximum (context|sequence) length|prompt is too long|too many tokens");

  private CompletionsApi() {}

  static String path(Kind kind) {
    return switch (kind) {
      case CHAT -> "/chat/completions";
      case COMPLETION -> "/completions";
    };
  }

  static byte[] body(CandidateRequest request) {
    Candidate candidate = request.candidate();
    ObjectNode body = JSON.createObjectNode();
    body.put("model", candidate.model());
    switch (candidate.promptForm().kind()) {
      case CHAT ->
          body.putArray("messages")
              .addObject()
              .put("role", "user")
              .put("content", request.prompt());
      case COMPLETION -> body.put("prompt", request.prompt());
    }
    body.put("temperature", 0);
    body.put("max_tokens", candidate.maxOutputTokens());
    body.put("stream", false);
    if (!candidate.promptForm().stop().isEmpty()) {
      candidate.promptForm().stop().forEach(body.putArray("stop")::add);
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always writable", e);
    }
  }

  /** What a body with status 200 says. */
  static CandidateOutcome reply(CandidateRequest request, byte[] bytes) {
    JsonNode body;
    try {
      body = JSON.readTree(bytes);
    } catch (IOException e) {
      return CandidateOutcome.Failed.of(FailureCode.MALFORMED_REPLY, "the reply is not JSON");
    }
    JsonNode choice = body.path("choices").path(0);
    JsonNode text =
        switch (request.candidate().promptForm().kind()) {
          case CHAT -> choice.path("message").path("content");
          case COMPLETION -> choice.path("text");
        };
    if (!choice.isObject() || !(text.isTextual() || text.isNull())) {
      return CandidateOutcome.Failed.of(
          FailureCode.MALFORMED_REPLY, "the reply holds no text where the API promises one");
    }
    String reply = Texts.storable(text.asText("")).strip();
    String model =
        Texts.line(body.path("model").asText(request.candidate().model()), DETAIL_LENGTH);
    JsonNode usage = body.path("usage");
    boolean estimated =
        !isTokens(usage.path("prompt_tokens")) || !isTokens(usage.path("completion_tokens"));
    Usage billed =
        estimated
            ? new Usage(estimate(request.prompt()), estimate(reply))
            : new Usage(
                usage.path("prompt_tokens").asLong(), usage.path("completion_tokens").asLong());
    if (reply.isEmpty()) {
      return new CandidateOutcome.Failed(
          FailureCode.EMPTY_REPLY, "the reply is empty", 0, billed, model);
    }
    return new CandidateOutcome.Answered(reply, model, billed, estimated);
  }

  /** What a status other than 200 means. */
  static FailureCode failure(int status, byte[] bytes) {
    return switch (status) {
      case 401, 403 -> FailureCode.UNAUTHORISED;
      case 408 -> FailureCode.TIMEOUT;
      case 409 -> FailureCode.PROVIDER_ERROR;
      case 413 -> FailureCode.CONTEXT_EXCEEDED;
      case 429 -> FailureCode.RATE_LIMITED;
      default -> {
        if (status >= 500) {
          yield FailureCode.PROVIDER_ERROR;
        }
        boolean context =
            (status == 400 || status == 422)
                && CONTEXT.matcher(new String(bytes, UTF_8).toLowerCase(Locale.ROOT)).find();
        yield context ? FailureCode.CONTEXT_EXCEEDED : FailureCode.REJECTED;
      }
    };
  }

  /**
   * The status with the provider's own words, cut; a refused key is not quoted, since some
   * providers repeat part of it.
   */
  static String detail(int status, byte[] bytes) {
    String said = "";
    if (status != 401 && status != 403) {
      try {
        JsonNode body = JSON.readTree(bytes);
        JsonNode error = body.path("error");
        said = error.isTextual() ? error.asText() : error.path("message").asText("");
      } catch (IOException notJson) {
        said = "";
      }
    }
    return Texts.line("HTTP " + status + (said.isEmpty() ? "" : ": " + said), DETAIL_LENGTH);
  }

  private static boolean isTokens(JsonNode node) {
    return node.isIntegralNumber()
        && node.canConvertToLong()
        && node.asLong() >= 0
        && node.asLong() <= MOST_TOKENS;
  }

  private static long estimate(String text) {
    return (Texts.bytes(text) + 3) / 4;
  }
}
