// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.testing.Golden;
import org.routerr1.policy.testing.RealModel;
import org.routerr1.policy.testing.Sequence;

class LlamaGoldenIT {

  private static final JsonNode GOLDEN = Golden.document("logits.json");

  private static LlamaModel model;

  @BeforeAll
  static void load() {
    try (GgufFile file = GgufFile.open(RealModel.path())) {
      model = LlamaModel.load(file, LlamaShape.of(file), 512, 2);
    }
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void logitsAreThoseOfTransformers() {
    for (JsonNode prompt : GOLDEN.get("prompts")) {
      int[] ids = Golden.ints(prompt.get("ids"));
      assertThat(largestDifference(prompt, logits(ids, ids.length))).isLessThan(1e-3);
    }
  }

  @Test
  void logitsAreTheSameInPieces() {
    for (JsonNode prompt : GOLDEN.get("prompts")) {
      int[] ids = Golden.ints(prompt.get("ids"));
      assertThat(largestDifference(prompt, logits(ids, 5))).isLessThan(1e-3);
      assertThat(largestDifference(prompt, logits(ids, 1))).isLessThan(1e-3);
    }
  }

  @Test
  void greedyTokensAreThoseOfTransformers() {
    for (JsonNode prompt : GOLDEN.get("prompts")) {
      int[] greedy = new int[64];
      try (Sequence sequence = new Sequence(model, 256)) {
        float[] logits = sequence.forward(Golden.ints(prompt.get("ids")), 1);
        for (int i = 0; i < greedy.length; i++) {
          greedy[i] = largest(logits);
          logits = sequence.forward(new int[] {greedy[i]}, 1);
        }
      }
      assertThat(greedy).isEqualTo(Golden.ints(prompt.get("greedy")));
    }
  }

  @Test
  void theFilesOwnBitsGiveTheSameLogitsToTheBit() {
    int[] ids = Golden.ints(GOLDEN.get("prompts").get(0).get("ids"));
    try (GgufFile file = GgufFile.open(RealModel.path());
        LlamaModel stored =
            LlamaModel.load(file, LlamaShape.of(file), 512, 2, Processor.best(), Precision.STORED);
        Sequence sequence = new Sequence(stored, 256);
        Sequence whole = new Sequence(model, 256)) {
      assertThat(sequence.forward(ids, ids.length)).isEqualTo(whole.forward(ids, ids.length));
    }
  }

  /** The logits of every position, computed {@code step} tokens at a time. */
  private static float[][] logits(int[] ids, int step) {
    int words = model.shape().vocabulary();
    float[][] rows = new float[ids.length][];
    try (Sequence sequence = new Sequence(model, 256)) {
      for (int from = 0; from < ids.length; from += step) {
        int[] part = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + step));
        float[] logits = sequence.forward(part, part.length);
        for (int i = 0; i < part.length; i++) {
          rows[from + i] = Arrays.copyOfRange(logits, i * words, (i + 1) * words);
        }
      }
    }
    return rows;
  }

  private static double largestDifference(JsonNode prompt, float[][] logits) {
    int stride = GOLDEN.get("stride").asInt();
    double largest = 0;
    for (int i = 0; i < logits.length; i++) {
      JsonNode ids = prompt.get("top_ids").get(i);
      for (int j = 0; j < ids.size(); j++) {
        double theirs = prompt.get("top").get(i).get(j).asDouble();
        largest = Math.max(largest, Math.abs(logits[i][ids.get(j).asInt()] - theirs));
      }
      JsonNode sample = prompt.get("sample").get(i);
      for (int j = 0; j < sample.size(); j++) {
        double theirs = sample.get(j).asDouble();
        largest = Math.max(largest, Math.abs(logits[i][j * stride] - theirs));
      }
    }
    return largest;
  }

  private static int largest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }
}
