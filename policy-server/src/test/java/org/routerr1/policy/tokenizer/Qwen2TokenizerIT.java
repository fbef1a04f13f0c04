// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.testing.Golden;
import org.routerr1.policy.testing.RealModel;

/** The tokenizer and chat template of the real Qwen2.5-Coder, of whose file only these are read. */
class Qwen2TokenizerIT {

  private static Tokenizer tokenizer;
  private static ChatTemplate template;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(RealModel.qwen())) {
      tokenizer = Tokenizer.of(file.metadata());
      template = ChatTemplate.of(file.metadata(), tokenizer);
    }
  }

  @Test
  void givesTheIdsThatLlamaCppGives() {
    List<JsonNode> lines = Golden.lines("tokenizer_qwen2.jsonl");
    assertThat(lines).hasSizeGreaterThan(500);
    SoftAssertions all = new SoftAssertions();
    for (JsonNode line : lines) {
      String text = line.get("text").asText();
      all.assertThat(tokenizer.encode(text)).as(text).isEqualTo(Golden.ints(line.get("ids")));
      all.assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
    all.assertAll();
  }

  @Test
  void writesChatsAsTheFilesTemplateDoes() {
    SoftAssertions all = new SoftAssertions();
    for (JsonNode chat : Golden.document("chat_qwen2.json")) {
      List<ChatTemplate.Message> messages = new ArrayList<>();
      for (JsonNode message : chat.get("messages")) {
        messages.add(
            new ChatTemplate.Message(
                ChatTemplate.Role.valueOf(message.get("role").asText().toUpperCase(Locale.ROOT)),
                message.get("content").asText()));
      }
      IntList ids = new IntList();
      template.encode(messages, ids);
      all.assertThat(ids.toArray()).isEqualTo(Golden.ints(chat.get("ids")));
    }
    all.assertAll();
  }
}
