// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.Folders;
import org.routerr1.policy.testing.Golden;
import org.routerr1.policy.testing.Sequence;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.ChatTemplate.Message;
import org.routerr1.policy.tokenizer.ChatTemplate.Role;
import org.routerr1.policy.tokenizer.IntList;
import org.routerr1.policy.tokenizer.Tokenizer;

/** Folders that transformers saved, of both families, against what transformers says of them. */
class FoldersTest {

  private static final JsonNode GOLDEN = Golden.document("folders.json");
  static final List<String> names = Folders.NAMES;

  @ParameterizedTest
  @FieldSource("names")
  void logitsAndGreedyTokensAreThoseOfTransformers(String name) {
    try (ModelFile file = ModelFiles.open(Folders.path(name));
        LlamaModel model = LlamaModel.load(file, LlamaShape.of(file), 256, 2)) {
      assertThat(model.shape().tied()).isEqualTo(name.endsWith("-tied"));
      Transformers.assertSame(model, GOLDEN.path(name));
    }
  }

  @ParameterizedTest
  @FieldSource("names")
  void anAdapterChangesWhatTheReferenceSays(String name) {
    try (ModelFile file = ModelFiles.open(Folders.path(name));
        LlamaModel model = LlamaModel.load(file, LlamaShape.of(file), 256, 2)) {
      LoraAdapter lora = Adapters.random(model.shape(), 0, Set.of(LoraModule.values()), 1);
      int[] ids = Golden.ints(GOLDEN.path(name).path("ids"));
      float[][] expected = new ReferenceLlama(file, model.shape(), Optional.of(lora)).logits(ids);
      try (Adapter adapter = model.adapter(lora);
          Sequence sequence = new Sequence(model, ids.length)) {
        float[] logits = sequence.forward(ids, ids.length, Optional.of(adapter));
        int words = model.shape().vocabulary();
        for (int i = 0; i < logits.length; i++) {
          assertThat(logits[i]).isCloseTo(expected[i / words][i % words], within(1e-3f));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("names")
  void tokensAndChatsAreThoseOfHuggingFace(String name) {
    try (ModelFile file = ModelFiles.open(Folders.path(name))) {
      Tokenizer tokenizer = Tokenizer.of(file.metadata());
      for (JsonNode line : GOLDEN.path(name).path("lines")) {
        assertThat(tokenizer.encode(line.path("text").asText()))
            .as(line.path("text").asText())
            .isEqualTo(Golden.ints(line.path("ids")));
      }
      ChatTemplate template = ChatTemplate.of(file.metadata(), tokenizer);
      for (JsonNode chat : GOLDEN.path(name).path("chats")) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : chat.path("messages")) {
          Role role = Role.valueOf(message.path("role").asText().toUpperCase(Locale.ROOT));
          messages.add(new Message(role, message.path("content").asText()));
        }
        IntList ids = new IntList();
        template.encode(messages, ids);
        assertThat(ids.toArray()).isEqualTo(Golden.ints(chat.path("ids")));
      }
    }
  }
}
