// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingReportTest {

  private static final TrainingEnd QUIET = new TrainingEnd("v@1", "aa", 6, 6, 0, 40, 1000);

  @ParameterizedTest
  @CsvSource({"ab, 6, 6, 0", "aa, 5, 6, 0", "aa, 6, 7, 0", "aa, 6, 6, 1"})
  void anyDifferenceFails(String sha, long steps, long optimiserSteps, int again) {
    TrainingEnd shaken = new TrainingEnd("v@1", sha, steps, optimiserSteps, again, 40, 2000);
    assertThat(TrainingReport.of(1, QUIET, shaken, List.of()).kept()).isFalse();
  }

  @Test
  void theSameAfterKillsIsWhatIsPromised() {
    TrainingEnd shaken = new TrainingEnd("v@1", "aa", 6, 6, 0, 44, 2000);
    assertThat(TrainingReport.of(1, QUIET, shaken, List.of()).kept()).isTrue();
  }
}
