// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.evaluation.EvaluationDocument.Pair;

class TrainingPageTest {

  private static final StepReport LESSON =
      new StepReport(1, 2, .5, .74, .46, 0, 0, 9_000, 80, 3_000_000);
  private static final StepReport EPISODES =
      new StepReport(2, .1, .3, 0, 0, .21, .37, 1_000, 8, 1_000_000);
  private static final CurvePoint LOOK = look(2, -.72, "x@0123456789ab", List.of());

  private static CurvePoint look(int step, double reward, String version, List<Pair> pairs) {
    return new CurvePoint(
        step, reward, .4, 3e6, .1, .74, .46, 0, Map.of("<dear>", .5), version, 0, pairs);
  }

  private static TrainingDocument document(List<CurvePoint> curve, List<StepReport> updates) {
    return new TrainingDocument(
            "r", "home", 1, "base", "home@1", "done", 2, 88, 10_000, 0, 1, curve, List.of(), "")
        .with(updates, "page");
  }

  @Test
  void whatEveryStepSaidIsDrawnAndThePaceIsOfTheLearnersOwnTime() {
    TrainingDocument document = document(List.of(LOOK), List.of(LESSON, EPISODES));
    assertThat(document.pace()).isEqualTo(2_500);
    assertThat(TrainingPage.of(document))
        .contains("2500 tokens a second")
        .contains(
            "decisions as the teacher's", "episodes: entropy", "episodes: reward of the samples")
        // The lowest reward is where the picture ends, and says so.
        .contains("cy=\"360.0\"", ">-0.72<")
        .contains("&lt;dear&gt;")
        .doesNotContain("<dear>");
  }

  @Test
  void whatLiesBeyondTheUsualIsDrawnWhereItIs() {
    StepReport first = new StepReport(1, 2, .5, 2.97, .46, 0, 0, 9_000, 80, 3_000_000);
    StepReport second = new StepReport(2, 2, .5, 1.86, .46, 0, 0, 9_000, 80, 3_000_000);
    assertThat(TrainingPage.of(document(List.of(), List.of(first, second))))
        .contains(">2.97<", "cy=\"0.0\"", "cy=\"115.2\"")
        .contains(">0.5<", ">1.5<")
        .doesNotContain("↑");
  }

  @Test
  void whatEpisodesTaughtIsComparedWithWhereTheyBegan() {
    Pair more = new Pair("worlds", "r@2", "r@1", null, 25, "reward", .36, .22, .5);
    Pair above = new Pair("worlds", "r@2", "best_constant", null, 25, "reward", .2, .05, .4);
    CurvePoint began = look(45, .05, "r@1", List.of());
    CurvePoint best = look(60, .41, "r@2", List.of(above, more));
    CurvePoint last = look(69, .40, "r@3", List.of());
    TrainingDocument document =
        new TrainingDocument(
            "r",
            "grpo",
            1,
            "base",
            "grpo@2",
            "done",
            69,
            88,
            10,
            0,
            1,
            List.of(began, best, last),
            List.of(),
            "");
    assertThat(document.ending()).contains(best);
    String said = "less best_constant 0.200 [0.050, 0.400], less step 45 0.360 [0.220, 0.500]";
    assertThat(document.compared()).isEqualTo(said);
    assertThat(TrainingPage.of(document)).contains("<td>" + said);
    assertThat(document(List.of(), List.of()).compared()).isEmpty();
  }

  @Test
  void aTrainingWithoutValidationHasItsStepsOnlyAndOneWithoutStepsNoPicture() {
    assertThat(TrainingPage.of(document(List.of(), List.of(LESSON))))
        .contains("decisions as the teacher's")
        .doesNotContain("episodes: entropy", "On questions");
    assertThat(TrainingPage.of(document(List.of(), List.of()))).doesNotContain("<svg");
    assertThat(document(List.of(), List.of()).pace()).isZero();
  }
}
