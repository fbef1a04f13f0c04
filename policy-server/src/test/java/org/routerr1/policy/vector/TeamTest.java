// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TeamTest {

  @Test
  void everyTaskIsDoneOnceWhetherTheHelpersSleepOrNot() {
    try (Team team = new Team(4)) {
      for (int round = 0; round < 2000; round++) {
        int tasks = round % 23;
        AtomicIntegerArray done = new AtomicIntegerArray(23);
        team.run(tasks, (member, task) -> done.incrementAndGet(task));
        for (int i = 0; i < 23; i++) {
          assertThat(done.get(i)).isEqualTo(i < tasks ? 1 : 0);
        }
        if (round % 200 == 0) {
          LockSupport.parkNanos(20_000_000); // Long enough for all to fall asleep.
        }
      }
    }
  }

  @Test
  void aTaskThatFailsFailsTheRoundAndTheNextOneIsDone() {
    try (Team team = new Team(3)) {
      assertThatThrownBy(() ->
              team.run(
                  10,
                  (member, task) -> {
                    if (task == 7) {
                      throw new IllegalStateException("seven");
                    }
                  }))
          .hasMessage("seven");
      AtomicIntegerArray done = new AtomicIntegerArray(3);
      team.run(3, (member, task) -> done.incrementAndGet(task));
      assertThat(done.toString()).isEqualTo("[1, 1, 1]");
    }
  }
}
