// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.model.KvPool;

class WarmUpTest {

  @TempDir private Path folder;

  @Test
  void itEndsAndLeavesNothingBehind() {
    try (Policy policy = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 2)) {
      policy.model().attach();
      KvPool pool = policy.model().newPool(TinyModel.CONTEXT);
      try {
        assertThat(steps(new WarmUp(policy.model(), pool))).isBetween(1, 100);
        assertThat(pool.used()).isZero();
        assertThat(pool.take(TinyModel.CONTEXT)).isPresent();
        assertThat(steps(new WarmUp(policy.model(), pool))).as("without room").isBetween(1, 100);
      } finally {
        pool.close();
      }
    }
  }

  private static int steps(WarmUp warmUp) {
    int steps = 0;
    for (; warmUp.isDue() && steps < 1000; steps++) {
      warmUp.step();
    }
    return steps;
  }
}
