// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkedTimeTest {

  private static final long NIGHT = Duration.ofHours(8).toMillis();

  @Test
  void stepsAndLooksCount() {
    WorkedTime time = WorkedTime.NONE.step(1000).step(2900).look(40_000).look(90_000);
    assertThat(time.millis()).isEqualTo(133_900);
  }

  @Test
  void aNightInWhichTheMachineWasOffIsOneSlowStep() {
    assertThat(WorkedTime.NONE.step(1000).step(NIGHT).millis()).isEqualTo(4000);
  }

  @Test
  void aNightDuringALookIsOneSlowLook() {
    WorkedTime stepped = WorkedTime.NONE.step(1000);
    assertThat(stepped.look(NIGHT).millis()).isEqualTo(61_000);
    assertThat(stepped.look(5000).look(NIGHT).millis()).isEqualTo(21_000);
  }
}
