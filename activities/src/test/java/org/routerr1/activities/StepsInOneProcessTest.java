// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepsInOneProcessTest {

  @Test
  void aStepThatIsRepeatedWhileUnderWayRunsOnce() throws Exception {
    SingleFlight<String, String> flights = new SingleFlight<>();
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first =
          threads.submit(() ->
              flights.run(
                  "k",
                  () -> {
                    runs.incrementAndGet();
                    begun.countDown();
                    awaitUninterruptibly(end);
                    return "result";
                  }));
      begun.await();
      Future<String> second = threads.submit(() -> flights.run("k", () -> "other"));
      assertThat(flights.run("another", () -> "free")).isEqualTo("free");
      end.countDown();
      assertThat(first.get()).isEqualTo("result");
      assertThat(second.get()).isIn("result", "other");
    }
    assertThat(runs).hasValue(1);
    assertThat(flights.run("k", () -> "again")).isEqualTo("again");
  }

  @Test
  void aFailedStepFailsForAllAndMayBeTriedAgain() {
    SingleFlight<String, String> flights = new SingleFlight<>();
    assertThatThrownBy(() ->
            flights.run(
                "k",
                () -> {
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(flights.run("k", () -> "yes")).isEqualTo("yes");
  }

  @Test
  void cancellingARunStopsItsStepsAndThoseThatBeginLate() {
    Cancellations cancellations = new Cancellations();
    AtomicBoolean stopped = new AtomicBoolean();
    Cancellations.Step running = cancellations.begin("run");
    Cancellations.Step other = cancellations.begin("other");
    running
        .cancellation()
        .onCancel(() -> {
          stopped.set(true);
          running.close();
        });
    cancellations.cancel("run", Duration.ofMinutes(1));
    assertThat(stopped).isTrue();
    assertThat(other.cancellation().isCancelled()).isFalse();
    try (Cancellations.Step late = cancellations.begin("run")) {
      assertThat(late.cancellation().isCancelled()).isTrue();
    }
    other.close();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
