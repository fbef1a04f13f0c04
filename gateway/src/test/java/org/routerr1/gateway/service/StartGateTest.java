// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.routerr1.gateway.mapping.ProblemException;

class StartGateTest {

  private final StartGate gate = new StartGate(1, Duration.ZERO);

  @Test
  void whoFindsNoPlaceIsToldToComeAgain() {
    gate.pass(() -> {
      assertThat(gate.free()).isZero();
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> gate.pass(() -> "second"))
          .satisfies(e -> {
            assertThat(e.problem().status()).isEqualTo(429);
            assertThat(e.problem().retryAfter()).isEqualTo(Duration.ofSeconds(1));
          });
      return "first";
    });
    assertThat(gate.pass(() -> "third")).isEqualTo("third");
  }

  @Test
  void aFailedStartGivesItsPlaceBack() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            gate.pass(() -> {
              throw new IllegalStateException();
            }));
    assertThat(gate.free()).isEqualTo(1);
  }
}
