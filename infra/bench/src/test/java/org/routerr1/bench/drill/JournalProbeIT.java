// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.ledger.CallResult;
import org.routerr1.ledger.StepKey;
import org.routerr1.ledger.postgres.Books;

class JournalProbeIT {

  private static CallResult reply(String workflowId) {
    return new CallResult(
        new StepKey(workflowId, 1, 1, 1),
        "default",
        "alpha",
        "alpha",
        "Who?",
        "Ann",
        "ok",
        null,
        new Usage(1, 1),
        new NanoUsd(1),
        "sha256:none",
        1,
        "{}");
  }

  private static Books books(RunningPostgres postgres) {
    return Books.connect(postgres.jdbcUrl(), postgres.user(), postgres.passwordFile());
  }

  @Test
  void aReplyThatSomebodyWritesASecondTimeIsCounted() {
    try (ThrowawayPostgres postgres = ThrowawayPostgres.start();
        JournalProbe probe = new JournalProbe(postgres.running());
        Books first = books(postgres.running());
        Books second = books(postgres.running())) {
      probe.watchForRepeats();
      first.journal().close(reply("query/one")).join();
      second.journal().close(reply("query/two")).join();
      assertThat(probe.repeats()).isZero();
      second.journal().close(reply("query/one")).join();
      assertThat(probe.repeats()).isEqualTo(1);
      assertThat(probe.calls()).isEqualTo(2);
    }
  }
}
