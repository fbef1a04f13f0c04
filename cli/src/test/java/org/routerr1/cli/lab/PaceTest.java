// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void nothingIsSaidBeforeAStepHasEnded() {
    pace.see(3, 9, 10);
    pace.see(3, 9, 500);
    assertThat(pace.left(500)).isEmpty();
  }

  @Test
  void whatIsLeftFallsWhileAStepIsUnderWay() {
    pace.see(0, 5, 0);
    pace.see(1, 5, 60);
    assertThat(pace.left(60)).hasValue(240);
    pace.see(1, 5, 100);
    assertThat(pace.left(100)).hasValue(200);
    pace.see(2, 5, 130);
    assertThat(pace.left(130)).hasValue(195);
  }

  @Test
  void aRunThatTakesLongerThanThoughtHasNoTimeLeftAndOneThatIsDoneSaysNothing() {
    pace.see(0, 5, 0);
    pace.see(4, 5, 40);
    assertThat(pace.left(90)).hasValue(0);
    pace.see(5, 5, 91);
    assertThat(pace.left(91)).isEmpty();
  }

  @Test
  void aPhaseWithStepsOfItsOwnIsTimedAnew() {
    pace.see(0, 57, 0);
    pace.see(57, 57, 900);
    pace.see(0, 300, 900);
    assertThat(pace.left(930)).isEmpty();
    pace.see(10, 300, 960);
    assertThat(pace.left(960)).hasValue(1740);
  }
}
