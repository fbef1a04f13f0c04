// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.learn.Batch.Loss;
import org.routerr1.policy.learn.Tree.Taught;
import org.routerr1.policy.learn.Tree.Tried;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;

class TrainerTest {

  private static final int RANK = 4;
  private static final Trainer.Sink NOBODY = (chunk, point, entropy, best, logprobs) -> {};

  @TempDir private static Path folder;
  private static GgufFile file;
  private static Lesson lesson;
  private static LoraLayout layout;
  private static Trainer trainer;

  @BeforeAll
  static void load() {
    file = GgufFile.open(TinyModel.in(folder));
    lesson = new Lesson(file);
    layout = lesson.layout(RANK);
    trainer = Trainer.load(file, layout, Precision.F32, 2, Processor.best());
  }

  @AfterAll
  static void close() {
    trainer.close();
    file.close();
  }

  @BeforeEach
  void reset() {
    trainer.attach();
    trainer.set(Trainer.Numbers.begin(lesson.trained(layout)));
  }

  @Test
  void lossGradientsAndStepAreThoseOfPyTorch() {
    GoldenChecks.check(file, RANK, 1, "learner_tiny.json");
    GoldenChecks.check(file, RANK, 4096, "learner_tiny.json");
  }

  /** With biases, rotated halves and an output matrix of its own. */
  @Test
  void thoseOfQwen2AreToo() {
    try (GgufFile qwen = GgufFile.open(TinyModel.in(folder, TinyModel.Kind.QWEN2))) {
      GoldenChecks.check(qwen, RANK, 4096, "learner_qwen2.json", .05);
    }
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Batch batch = batch();
    trainer.pass(batch, bounds(), .01f, true, NOBODY);
    // What Java's collector frees must not be what the backward pass reads.
    System.gc();
    float[] gradient = trainer.gradient();
    float[] numbers = lesson.trained(layout);
    SplittableRandom random = new SplittableRandom(9);
    float step = 1e-2f;
    for (int n = 0; n < 60; n++) {
      int i = random.nextInt(numbers.length);
      // Two step widths cancel the curvature between them.
      double slope = (4 * slope(numbers, i, step / 2) - slope(numbers, i, step)) / 3;
      assertThat((double) gradient[i])
          .as("number %d", i)
          .isCloseTo(slope, within(3e-2 * (Math.abs(slope) + 1)));
    }
  }

  private double slope(float[] numbers, int place, float step) {
    return (loss(numbers, place, step) - loss(numbers, place, -step)) / (2 * step);
  }

  private double loss(float[] numbers, int place, float step) {
    float[] moved = numbers.clone();
    moved[place] += step;
    trainer.set(Trainer.Numbers.begin(moved));
    return trainer.pass(batch(), bounds(), .01f, false, NOBODY);
  }

  private static Trainer.Bounds bounds() {
    return new Trainer.Bounds(.8f, 1.28f, 2);
  }

  private static Batch batch() {
    List<Tree> trees = lesson.trees();
    return Batch.of(
        trees,
        List.of(0, 1, 2),
        128,
        (source, column) ->
            switch (trees.get(source.tree()).terms().get(source.term())) {
              case Taught t ->
                  new Loss(source, column, t.mass(), t.mass(), 0, 0, Float.NaN, Float.NaN);
              // Old log-probabilities far from the current ones: some ratios are clipped.
              case Tried t ->
                  new Loss(source, column, 0, 0, 1, t.advantage(), -5 + source.term() % 3, -4);
            });
  }

  @Test
  void theSameUpdatesGiveTheSameBytes() {
    assertThat(train(lesson.trees(), 1024)).isEqualTo(train(lesson.trees(), 1024));
  }

  @Test
  void packingChangesNothingThatCounts() {
    float[] one = train(lesson.trees(), 1);
    float[] all = train(lesson.trees(), 4096);
    for (int i = 0; i < one.length; i++) {
      assertThat(one[i]).isCloseTo(all[i], within(1e-4f));
    }
  }

  private float[] train(List<Tree> trees, int passTokens) {
    trainer.set(Trainer.Numbers.begin(lesson.trained(layout)));
    Course course = new Course(trainer, Lesson.OBJECTIVE, Lesson.OPTIMISER, passTokens, () -> {});
    for (int step = 0; step < 3; step++) {
      course.update(trees, 1e-3, step);
    }
    return trainer.numbers().trained();
  }

  @Test
  void learnsWhatTheTeacherWants() {
    OptimiserSettings fast = new OptimiserSettings(1e-2, .9, .999, 1e-8, 1, 0, 1, 1);
    Objective plain = new Objective(Lesson.OBJECTIVE.spans(), .2f, .2f, 0, false, Float.NaN, 1);
    List<Tree> trees = List.of(lesson.trees().get(0), lesson.trees().get(2));
    Course course = new Course(trainer, plain, fast, 1024, () -> {});
    double before = divergence(course.measure(trees));
    for (int step = 0; step < 60; step++) {
      course.update(trees, 1e-2, step * 2L);
    }
    assertThat(divergence(course.measure(trees))).isLessThan(.1).isLessThan(before / 5);
  }

  private static double divergence(Course.Result result) {
    Findings.Taught names = result.findings().taught().get(Span.NAME);
    return names == null
        ? Double.NaN
        : (names.crossEntropy() - names.targetEntropy()) / names.mass();
  }

  @Test
  void samplesThatEarnedMoreBecomeLikelier() {
    OptimiserSettings fast = new OptimiserSettings(3e-3, .9, .999, 1e-8, 1, 0, 0, 2);
    Objective plain = new Objective(Lesson.OBJECTIVE.spans(), .2f, .2f, 0, true, Float.NaN, 1);
    List<Tree> trees = List.of(lesson.trees().get(1));
    Course course = new Course(trainer, plain, fast, 1024, () -> {});
    List<Double> before = paths(trees);
    for (int step = 0; step < 8; step++) {
      course.update(trees, 3e-3, step * 2L);
    }
    List<Double> after = paths(trees);
    assertThat(after.get(0)).isGreaterThan(before.get(0));
    assertThat(after.get(1) + after.get(2)).isLessThan(before.get(1) + before.get(2));
  }

  @Test
  void samplesThatOnlyTheFirstStepLearnsFromAreReadOnce() {
    assertThat(passes(1)).isEqualTo(1 + 2);
    assertThat(passes(2)).isEqualTo(2 + 4);
  }

  /** Passes over two trees of samples, a step of the optimiser and a pass for each. */
  private int passes(int epochs) {
    OptimiserSettings single = new OptimiserSettings(1e-3, .9, .999, 1e-8, 1, 0, 1, epochs);
    AtomicInteger passes = new AtomicInteger();
    Tree sampled = lesson.trees().get(1);
    new Course(trainer, Lesson.OBJECTIVE, single, 1, passes::incrementAndGet)
        .update(List.of(sampled, sampled), 1e-3, 0);
    return passes.get();
  }

  /** The log-probability of each sample. */
  private static List<Double> paths(List<Tree> trees) {
    List<Double> sums = new ArrayList<>(List.of(0.0, 0.0, 0.0));
    Batch batch =
        Batch.of(trees, List.of(0), 128, (s, column) -> new Loss(s, column, 0, 0, 0, 0, 0, 0));
    trainer.pass(
        batch,
        bounds(),
        0,
        false,
        (chunk, point, entropy, best, logprobs) -> {
          for (int i = 0; i < logprobs.length; i++) {
            if (trees.get(0).terms().get(point.terms().get(i).source().term()) instanceof Tried t) {
              sums.set(t.sample(), sums.get(t.sample()) + logprobs[i]);
            }
          }
        });
    return sums;
  }

  @Test
  void aGradientThatIsNotFiniteChangesNothing() {
    float[] broken = lesson.trained(layout);
    broken[7] = Float.NaN;
    trainer.set(Trainer.Numbers.begin(broken));
    Course course = new Course(trainer, Lesson.OBJECTIVE, Lesson.OPTIMISER, 1024, () -> {});
    assertThatThrownBy(() -> course.update(lesson.trees(), 1e-3, 0))
        .isInstanceOfSatisfying(
            LearnException.class,
            e -> assertThat(e.kind()).isEqualTo(LearnException.Kind.NOT_FINITE));
    assertThat(trainer.numbers().trained()).isEqualTo(broken);
    assertThat(trainer.numbers().first()).containsOnly(0);
  }

  @Test
  void productsIn16BitsAreClose() {
    double exact = course(trainer).measure(lesson.trees()).loss();
    try (Trainer rough = Trainer.load(file, layout, Precision.BF16, 2, Processor.best())) {
      rough.attach();
      rough.set(Trainer.Numbers.begin(lesson.trained(layout)));
      assertThat(course(rough).measure(lesson.trees()).loss())
          .isCloseTo(exact, within(.02 * Math.abs(exact)));
    }
  }

  private static Course course(Trainer trainer) {
    return new Course(trainer, Lesson.OBJECTIVE, Lesson.OPTIMISER, 1024, () -> {});
  }
}
