// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.routerr1.activities.evaluation.AskActivities.Asked;

class AskingTest {

  @Test
  void aStepThatIsTakenAgainCountsOnce() {
    Asking asking =
        Asking.NONE
            .with(0, new Asked(24, 0, 0, 240))
            .with(1, new Asked(20, 4, 3, 200))
            .with(2, new Asked(23, 1, 0, 230));
    assertThat(asking.allFailed()).isEqualTo(5);
    assertThat(asking.allNanoUsd()).isEqualTo(670);
    assertThat(asking.incomplete()).extracting(Asking.Incomplete::step).containsExactly(1);

    Asking again = asking.with(1, new Asked(23, 1, 0, 230));
    assertThat(again.allFailed()).isEqualTo(2);
    assertThat(again.allNanoUsd()).isEqualTo(700);
    assertThat(again.incomplete()).isEmpty();
  }
}
