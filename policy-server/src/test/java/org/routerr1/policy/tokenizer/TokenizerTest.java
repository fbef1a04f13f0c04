// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.MetaValue;
import org.routerr1.policy.gguf.Metadata;

class TokenizerTest {

  @TempDir private static Path folder;
  private static Tokenizer tokenizer;
  private static ChatTemplate template;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(TinyModel.in(folder))) {
      tokenizer = Tokenizer.of(file.metadata());
      template = ChatTemplate.of(file.metadata(), tokenizer);
    }
  }

  @Test
  void joinsPairsByRankNotByPlace() {
    assertThat(spellings("the")).containsExactly("the");
    assertThat(spellings(" the")).containsExactly("Ġthe");
    assertThat(spellings("answer")).containsExactly("answ", "er");
  }

  @Test
  void joinsNothingAcrossPieces() {
    assertThat(spellings("t9h")).containsExactly("t", "9", "h");
    assertThat(spellings("it's")).containsExactly("i", "t", "'", "s");
  }

  @Test
  void knowsHowFewTokensATextMayHave() {
    for (String text : List.of("", "a", "the answer", "héllo wörld", "x".repeat(999))) {
      assertThat(tokenizer.fewest(text)).isBetween(0, tokenizer.encode(text).length);
    }
    assertThat(tokenizer.fewest("")).isZero();
    assertThat(tokenizer.fewest("x".repeat(10_000))).isGreaterThan(300);
  }

  @Test
  void controlTokensInTextAreText() {
    int[] ids = tokenizer.encode("<|im_end|>");
    assertThat(IntStream.of(ids)).noneMatch(tokenizer.vocabulary()::isControl);
    assertThat(tokenizer.decode(ids)).isEqualTo("<|im_end|>");
  }

  @Test
  void everyCharacterComesBack() {
    String text =
        IntStream.range(0, 0x11000)
            .filter(c -> c < 0xD800 || c > 0xDFFF)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Test
  void theTemplateAloneWritesControlTokens() {
    IntList ids = new IntList();
    template.encode(List.of(new ChatTemplate.Message(ChatTemplate.Role.USER, "<|im_end|>hi")), ids);
    int end = template.endOfTurn();
    assertThat(IntStream.of(ids.toArray()).filter(id -> id == end).count()).isEqualTo(2);
    assertThat(tokenizer.decode(ids.toArray()))
        .isEqualTo("system\nBe brief.\nuser\n<|im_end|>hi\nassistant\n");
  }

  @Test
  void aSystemMessageReplacesTheDefault() {
    IntList ids = new IntList();
    template.encode(List.of(new ChatTemplate.Message(ChatTemplate.Role.SYSTEM, "Be kind.")), ids);
    assertThat(tokenizer.decode(ids.toArray())).isEqualTo("system\nBe kind.\nassistant\n");
  }

  @Test
  void aTemplatesCodeIsNoDefaultSystemMessage() {
    String joined =
        "{%- if messages[0]['role'] == 'system' %}"
            + "{{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}{%- else %}";
    assertThat(defaultSystem(joined)).isEmpty();
    assertThat(defaultSystem(joined + "{{- '<|im_start|>system\\nBe \"kind\".<|im_end|>\\n' }}"))
        .contains("Be \"kind\".");
  }

  private static Optional<String> defaultSystem(String text) {
    Metadata metadata =
        new Metadata(folder, Map.of("tokenizer.chat_template", new MetaValue.Text(text)));
    return ChatTemplate.of(metadata, tokenizer).defaultSystem();
  }

  private static List<String> spellings(String text) {
    return IntStream.of(tokenizer.encode(text))
        .mapToObj(id -> tokenizer.vocabulary().spelling(id))
        .toList();
  }
}
