// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.bench.load.Measured;
import org.routerr1.infra.doubles.FixedPolicy;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;

class DbosSideIT {

  @TempDir Path logs;

  @Test
  void thePeerRunsTheSameRounds() {
    try (ThrowawayPostgres postgres = ThrowawayPostgres.start();
        RecordedPool pool = RecordedPool.start(PoolConfig.DEFAULTS);
        FixedPolicy policy = FixedPolicy.start(0, 4);
        DbosSide side =
            DbosSide.start(postgres.running(), policy.address(), pool.baseUrl(), 8, logs)) {
      Measured measured = side.run(10, 5, "quick");
      assertThat(measured.micros()).hasSize(10).allSatisfy(m -> assertThat(m).isPositive());
      assertThat(pool.counts().model("quick").bought()).isEqualTo(40);
      assertThat(policy.requests()).isEqualTo(50);
      if (Boolean.getBoolean("explore")) {
        for (int i = 0; i < 4; i++) {
          System.err.println("one   " + side.run(100, 1, "quick").p50Millis());
          System.err.println("64    " + side.run(600, 64, "quick").perSecond());
        }
      }
    }
  }
}
