// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a model's measures into a TorchScript program, which has no constants of its own: the
 * words HEAD_WIDTH, SHARING, KEY_HEADS, HEADS, WIDTH, HIDDEN, LAYERS, ROPE_BASE, ROPE_FACTORS,
 * EPSILON, BIASED and VECTORS (of a layer).
 */
public final class ProgramText {

  private ProgramText() {}

  public static String measured(String source, LlamaShape shape) {
    // Longer names first: HEAD_WIDTH holds WIDTH, KEY_HEADS holds HEADS.
    return source
        .replace("HEAD_WIDTH", Integer.toString(shape.headWidth()))
        .replace("SHARING", Integer.toString(shape.heads() / shape.keyHeads()))
        .replace("KEY_HEADS", Integer.toString(shape.keyHeads()))
        .replace("HEADS", Integer.toString(shape.heads()))
        .replace("WIDTH", Integer.toString(shape.width()))
        .replace("HIDDEN", Integer.toString(shape.hidden()))
        .replace("LAYERS", Integer.toString(shape.layers()))
        .replace("BIASED", shape.family().biased() ? "True" : "False")
        .replace("VECTORS", shape.family().biased() ? "3" : "2")
        .replace("ROPE_FACTORS", factors(shape))
        .replace("ROPE_BASE", decimal(shape.ropeBase()))
        .replace("EPSILON", decimal(shape.normEpsilon()));
  }

  private static String factors(LlamaShape shape) {
    return shape.ropeFactors().stream()
        .map(ProgramText::decimal)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A number that reads back as the same. */
  public static String decimal(double value) {
    return String.format(Locale.ROOT, "%.17g", value);
  }
}
