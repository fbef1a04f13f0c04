// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/**
 * What a client asks of a model, read from OpenAI's form.
 *
 * @param prompt the last user message, or the text to complete
 * @param promptWords words of the whole prompt, which stand for tokens here
 * @param maxWords the longest reply; {@link Integer#MAX_VALUE}: not limited
 */
record ModelCall(Form form, String model, String prompt, int promptWords, int maxWords) {

  enum Form {
    CHAT,
    COMPLETION
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Throws {@link IllegalArgumentException} with what a provider would say. */
  static ModelCall parse(Form form, byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.path("model").isTextual()) {
      throw new IllegalArgumentException("you must provide a model parameter");
    }
    if (json.path("stream").asBoolean()) {
      throw new IllegalArgumentException("stream: this pool answers in one piece only");
    }
    Prompt prompt =
        switch (form) {
          case CHAT -> chat(json.path("messages"));
          case COMPLETION -> completion(json.path("prompt"));
        };
    JsonNode max = json.path("max_completion_tokens");
    return new ModelCall(
        form,
        json.path("model").asText(),
        prompt.question(),
        words(prompt.all()),
        (max.isInt() ? max : json.path("max_tokens")).asInt(Integer.MAX_VALUE));
  }

  static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      if (!space && !inside) {
        words++;
      }
      inside = !space;
    }
    return words;
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder parts = new StringBuilder();
    content.forEach(part -> parts.append(part.path("text").asText()));
    return parts.toString();
  }

  private record Prompt(String all, String question) {}

  private static Prompt chat(JsonNode messages) {
    StringBuilder all = new StringBuilder();
    String user = null;
    for (JsonNode message : messages) {
      String text = text(message.path("content"));
      all.append(text).append(' ');
      if (message.path("role").asText().equals("user")) {
        user = text;
      }
    }
    if (user == null) {
      throw new IllegalArgumentException("messages: a message of role user is needed");
    }
    return new Prompt(all.toString(), user);
  }

  private static Prompt completion(JsonNode prompt) {
    if (!prompt.isTextual()) {
      throw new IllegalArgumentException("prompt: one text is needed");
    }
    return new Prompt(prompt.asText(), prompt.asText());
  }
}
