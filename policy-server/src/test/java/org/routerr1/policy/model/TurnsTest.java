// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.model.Turns.Turn;

class TurnsTest {

  @Test
  void theTrainingWaitsUntilNothingIsUrgent() throws InterruptedException {
    Turns turns = new Turns(Duration.ofMinutes(1));
    CountDownLatch passed = new CountDownLatch(1);
    Turn first = turns.urgent();
    Turn second = turns.urgent();
    Thread training =
        Thread.ofPlatform()
            .start(() -> {
              turns.giveWay();
              passed.countDown();
            });
    first.close();
    assertThat(turns.isUrgent()).isTrue();
    assertThat(passed.getCount()).isEqualTo(1);
    second.close();
    assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
    training.join();
    assertThat(turns.isUrgent()).isFalse();
  }

  @Test
  void itsPatienceEnds() {
    Turns turns = new Turns(Duration.ofMillis(1));
    turns.urgent();
    turns.giveWay();
    assertThat(turns.isUrgent()).isTrue();
  }
}
