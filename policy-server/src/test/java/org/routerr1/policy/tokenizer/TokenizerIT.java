// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.testing.Golden;
import org.routerr1.policy.testing.RealModel;

class TokenizerIT {

  private static Tokenizer tokenizer;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(RealModel.path())) {
      tokenizer = Tokenizer.of(file.metadata());
    }
  }

  @Test
  void givesTheIdsThatLlamaCppGives() {
    List<JsonNode> lines = Golden.lines("tokenizer.jsonl");
    assertThat(lines).hasSizeGreaterThan(300);
    SoftAssertions all = new SoftAssertions();
    for (JsonNode line : lines) {
      String text = line.get("text").asText();
      all.assertThat(tokenizer.encode(text)).as(text).isEqualTo(Golden.ints(line.get("ids")));
    }
    all.assertAll();
  }

  @Test
  void decodesWhatItEncoded() {
    SoftAssertions all = new SoftAssertions();
    for (JsonNode line : Golden.lines("tokenizer.jsonl")) {
      String text = line.get("text").asText();
      all.assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
    all.assertAll();
  }

  @Test
  void longPiecesTakeNoQuadraticTime() {
    String text = "ab".repeat(500_000);
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }
}
