// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void nothingIsSaidBeforeAStepHasEnded() {
    pace.see(3, 10);
    pace.see(3, 500);
    assertThat(pace.left(9, 500)).isEmpty();
  }

  @Test
  void whatIsLeftFallsWhileAStepIsUnderWay() {
    pace.see(0, 0);
    pace.see(1, 60);
    assertThat(pace.left(5, 60)).hasValue(240);
    pace.see(1, 100);
    assertThat(pace.left(5, 100)).hasValue(200);
    pace.see(2, 130);
    assertThat(pace.left(5, 130)).hasValue(195);
  }

  @Test
  void aRunThatTakesLongerThanThoughtHasNoTimeLeftAndOneThatIsDoneSaysNothing() {
    pace.see(0, 0);
    pace.see(4, 40);
    assertThat(pace.left(5, 90)).hasValue(0);
    pace.see(5, 91);
    assertThat(pace.left(5, 91)).isEmpty();
  }
}
