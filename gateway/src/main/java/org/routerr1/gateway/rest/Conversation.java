// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.routerr1.core.prompt.Blank;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * Makes one question of a conversation. The question is the last message, which must be the user's;
 * earlier ones go before it as text, so that the policy reads what "it" refers to:
 *
 * <pre>
 * Conversation so far:
 * system: Be brief.
 * user: Who wrote Faust?
 * assistant: Goethe
 *
 * Question: Where was he born?
 * </pre>
 */
final class Conversation {

  /** What OpenAI's clients send back empty with a message of ours; full, it cannot be read. */
  private static final List<String> EMPTY = List.of("tool_calls", "function_call", "audio");

  private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");

  private Conversation() {}

  static String question(Fields request, int maxChars) {
    JsonNode messages = request.any("messages");
    if (messages == null) {
      throw request.missing("messages");
    }
    if (!messages.isArray() || messages.isEmpty()) {
      throw request.wrongType("messages", "a list of at least one message");
    }
    List<String> earlier = new ArrayList<>();
    for (int i = 0; i < messages.size() - 1; i++) {
      Turn turn = Turn.read(messages.get(i), i);
      earlier.add(turn.role + ": " + turn.text);
    }
    int last = messages.size() - 1;
    Turn asked = Turn.read(messages.get(last), last);
    if (!asked.role.equals("user")) {
      throw wrong(last, "role", "the last message must be the user's: it is the question");
    }
    if (Blank.is(asked.text)) {
      throw wrong(last, "content", "the question is empty");
    }
    String question =
        earlier.isEmpty()
            ? asked.text
            : "Conversation so far:\n%s\n\nQuestion: %s"
                .formatted(String.join("\n", earlier), asked.text);
    if (question.length() > maxChars) {
      throw Problem.invalid(
              "string_above_max_length",
              "the messages are %d characters long together; the limit is %d"
                  .formatted(question.length(), maxChars),
              "messages")
          .exception();
    }
    return question;
  }

  private static ProblemException wrong(int index, String field, String message) {
    return Problem.invalid("invalid_value", message, "messages[%d].%s".formatted(index, field))
        .exception();
  }

  private record Turn(String role, String text) {

    static Turn read(JsonNode message, int index) {
      Fields fields = Fields.of(message, "messages[%d]".formatted(index));
      String role = fields.required("role", 32);
      if (!ROLES.contains(role)) {
        throw wrong(index, "role", "only system, developer, user and assistant messages are read");
      }
      JsonNode content = fields.any("content");
      if (content == null) {
        throw fields.missing("content");
      }
      fields.any("name");
      // What OpenAI's clients send back with an assistant's message of theirs.
      fields.any("refusal");
      fields.any("annotations");
      for (String name : EMPTY) {
        if (fields.filled(name) != null) {
          String path = fields.pathOf(name);
          throw ChatRequestReader.unsupported(
              path, "'%s' is not supported; only the text of a message is read".formatted(path));
        }
      }
      fields.refuseOthers("; only the text of a message is read");
      if (content.isTextual()) {
        return new Turn(role, fields.storable("content", content.textValue()));
      }
      return new Turn(role, parts(fields, content));
    }

    private static String parts(Fields message, JsonNode content) {
      if (!content.isArray()) {
        throw message.wrongType("content", "a string or a list of text parts");
      }
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < content.size(); i++) {
        Fields part = Fields.of(content.get(i), message.pathOf("content[%d]".formatted(i)));
        if (!part.required("type", 32).equals("text")) {
          throw part.wrongType("type", "'text': the router reads nothing else");
        }
        String text = part.text("text", Integer.MAX_VALUE);
        if (text == null) {
          throw part.missing("text");
        }
        part.refuseOthers("");
        texts.add(text);
      }
      return String.join("\n", texts);
    }
  }
}
