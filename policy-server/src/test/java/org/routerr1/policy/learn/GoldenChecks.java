// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.routerr1.policy.adapter.SafeTensors.FloatTensor;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.testing.Golden;

/** Compares a lesson's loss, gradients and step with what PyTorch and Hugging Face's Llama say. */
final class GoldenChecks {

  private static final double CLOSE = 1e-4;

  private GoldenChecks() {}

  /** Small passes: trees then meet in different ones, and their gradients must add up. */
  static void check(GgufFile file, int rank, int passTokens, String document) {
    check(file, rank, passTokens, document, .005);
  }

  /**
   * The same.
   *
   * @param ofTheRate what a step may differ by where the gradient is nearly 0
   */
  static void check(GgufFile file, int rank, int passTokens, String document, double ofTheRate) {
    JsonNode golden = Golden.document(document);
    Lesson lesson = new Lesson(file);
    LoraLayout layout = lesson.layout(rank);
    try (Trainer trainer = Trainer.load(file, layout, Precision.F32, 2, Processor.best())) {
      trainer.attach();
      trainer.set(Trainer.Numbers.begin(lesson.trained(layout)));
      Course course = new Course(trainer, Lesson.OBJECTIVE, Lesson.OPTIMISER, passTokens, () -> {});
      List<Tree> trees = lesson.trees();
      double loss = golden.path("loss").asDouble();
      double norm = golden.path("norm").asDouble();
      assertThat(course.measure(trees).loss()).isCloseTo(loss, relative(loss));
      Course.Result result = course.update(trees, Lesson.OPTIMISER.learningRate(), 0);
      assertThat(result.loss()).isCloseTo(loss, relative(loss));
      assertThat(result.norm()).isCloseTo(norm, relative(norm));
      compare(layout, unclipped(trainer.numbers().first(), norm), golden.path("gradients"), 0);
      // A first step is the rate times the gradient's sign, so where that is nearly 0 any rounding
      // of it shows: a small part of the rate is allowed.
      compare(
          layout,
          trainer.numbers().trained(),
          golden.path("stepped"),
          ofTheRate * Lesson.OPTIMISER.learningRate());
    }
  }

  /** After one step the first moment is a tenth of the gradient, cut to the norm of 1. */
  private static float[] unclipped(float[] first, double norm) {
    float[] gradient = first.clone();
    double cut = norm > 1 ? 1 / (norm + 1e-6) : 1;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= (float) (cut * (1 - Lesson.OPTIMISER.beta1()));
    }
    return gradient;
  }

  private static void compare(LoraLayout layout, float[] numbers, JsonNode golden, double more) {
    Map<String, FloatTensor> tensors = layout.toAdapter("", numbers).toSafeTensors().tensors();
    assertThat(golden.size()).isEqualTo(tensors.size());
    tensors.forEach((name, tensor) -> {
      JsonNode values = golden.path(name).path("values");
      float[] ours = tensor.values();
      int stride = values.size() == ours.length ? 1 : Math.max(1, ours.length / 8);
      double square = 0;
      for (float value : ours) {
        square += (double) value * value;
      }
      double norm = golden.path(name).path("norm").asDouble();
      assertThat(Math.sqrt(square)).as(name).isCloseTo(norm, relative(norm));
      double size = norm / Math.sqrt(ours.length);
      for (int i = 0; i < values.size(); i++) {
        double expected = values.get(i).asDouble();
        assertThat((double) ours[i * stride])
            .as("%s[%d]", name, i * stride)
            .isCloseTo(expected, within(CLOSE * (Math.abs(expected) + size) + more));
      }
    });
  }

  private static Offset<Double> relative(double value) {
    return within(CLOSE * Math.abs(value));
  }
}
