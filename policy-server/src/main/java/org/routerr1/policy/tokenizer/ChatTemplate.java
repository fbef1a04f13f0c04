// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/**
 * ChatML: a turn is {@code <|im_start|>role\ncontent<|im_end|>\n}. Whatever a message says, only
 * the template itself writes control tokens.
 *
 * @param defaultSystem what the model's template says in place of a missing system message
 */
public record ChatTemplate(
    Tokenizer tokenizer, int startOfTurn, int endOfTurn, Optional<String> defaultSystem) {

  private static final String TEMPLATE = "tokenizer.chat_template";
  private static final String START = "<|im_start|>";
  private static final String END = "<|im_end|>";

  /** A whole turn within one string of the template: no quote that ends it and joins another. */
  private static final Pattern DEFAULT_SYSTEM =
      Pattern.compile(
          "<\\|im_start\\|>system(?:\\n|\\\\n)((?:(?!['\"]\\s*[+~])[^<{])+)<\\|im_end\\|>");

  /** Who speaks. */
  public enum Role {
    SYSTEM("system"),
    USER("user");

    private final String name;

    Role(String name) {
      this.name = name;
    }
  }

  /** One turn. */
  public record Message(Role role, String content) {}

  /** Reads the template of a model file. */
  public static ChatTemplate of(Metadata metadata, Tokenizer tokenizer) {
    String template = metadata.text(TEMPLATE);
    if (!template.contains(START) || !template.contains(END)) {
      throw ModelFileException.unsupported(
          metadata.file(), "metadata " + TEMPLATE, "is not of the ChatML form");
    }
    Matcher system = DEFAULT_SYSTEM.matcher(template);
    return new ChatTemplate(
        tokenizer,
        control(metadata, tokenizer, START),
        control(metadata, tokenizer, END),
        system.find() ? Optional.of(system.group(1).replace("\\n", "\n")) : Optional.empty());
  }

  /** Appends the messages and the opening of the assistant's turn. */
  public void encode(List<Message> messages, IntList out) {
    boolean hasSystem = !messages.isEmpty() && messages.getFirst().role() == Role.SYSTEM;
    if (!hasSystem && defaultSystem.isPresent()) {
      turn(new Message(Role.SYSTEM, defaultSystem.get()), out);
    }
    for (Message message : messages) {
      turn(message, out);
    }
    out.add(startOfTurn);
    out.addAll(tokenizer.encode("assistant\n"));
  }

  private void turn(Message message, IntList out) {
    out.add(startOfTurn);
    out.addAll(tokenizer.encode(message.role().name + "\n" + message.content()));
    out.add(endOfTurn);
    out.addAll(tokenizer.encode("\n"));
  }

  private static int control(Metadata metadata, Tokenizer tokenizer, String spelling) {
    int id = tokenizer.vocabulary().find(spelling).orElse(-1);
    if (id < 0 || !tokenizer.vocabulary().isControl(id)) {
      throw ModelFileException.unsupported(
          metadata.file(), "tokenizer.ggml.tokens", "has no control token " + spelling);
    }
    return id;
  }
}
