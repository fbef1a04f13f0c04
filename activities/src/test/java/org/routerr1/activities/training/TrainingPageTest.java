// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingPageTest {

  private static final StepReport LESSON =
      new StepReport(1, 2, .5, .74, .46, 0, 0, 9_000, 80, 3_000_000);
  private static final StepReport EPISODES =
      new StepReport(2, .1, .3, 0, 0, .21, .37, 1_000, 8, 1_000_000);
  private static final CurvePoint LOOK =
      new CurvePoint(2, -.72, .4, 3e6, .1, .74, .46, 0, Map.of("<dear>", .5), "x@0123456789ab", 0);

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
  void aTrainingWithoutValidationHasItsStepsOnlyAndOneWithoutStepsNoPicture() {
    assertThat(TrainingPage.of(document(List.of(), List.of(LESSON))))
        .contains("decisions as the teacher's")
        .doesNotContain("episodes: entropy", "On questions");
    assertThat(TrainingPage.of(document(List.of(), List.of()))).doesNotContain("<svg");
    assertThat(document(List.of(), List.of()).pace()).isZero();
  }
}
