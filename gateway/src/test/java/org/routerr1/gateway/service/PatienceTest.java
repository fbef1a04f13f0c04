// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private Instant now = Instant.EPOCH;
  private final List<Duration> pauses = new ArrayList<>();
  private final Patience patience =
      new Patience(
          () -> now,
          pause -> {
            pauses.add(pause);
            now = now.plus(pause);
          });

  private String until(long endMillis, Supplier<String> attempt) {
    return patience.until(
        Instant.ofEpochMilli(endMillis), IllegalStateException.class::isInstance, attempt);
  }

  @Test
  void whatFailsInPassingIsTriedAgainWithGrowingPauses() {
    String result =
        until(
            100_000,
            () -> {
              if (pauses.size() < 7) {
                throw new IllegalStateException("down");
              }
              return "up";
            });
    assertThat(result).isEqualTo("up");
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(50L, 100L, 200L, 400L, 800L, 1000L, 1000L);
  }

  @Test
  void whenTheTimeIsUpTheLastFailureIsThrown() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            until(
                3_000,
                () -> {
                  throw new IllegalStateException("down");
                }));
    assertThat(now).isBefore(Instant.ofEpochMilli(3_001)).isAfter(Instant.ofEpochMilli(1_999));
  }

  @Test
  void whatFailsForGoodIsNotTriedAgain() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            until(
                3_000,
                () -> {
                  throw new IllegalArgumentException("wrong");
                }));
    assertThat(pauses).isEmpty();
  }
}
