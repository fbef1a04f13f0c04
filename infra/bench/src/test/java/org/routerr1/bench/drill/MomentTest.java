// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.routerr1.infra.doubles.PoolCounts;
import org.routerr1.infra.doubles.PoolCounts.Count;
import org.routerr1.ledger.StepKey;

class MomentTest {

  private static final String JOURNALLED = "query/a/1/1/1";
  private static final String DELIVERED = "query/a/2/1/1";
  private static final String ASKED = "query/b/1/1/1";

  private static PoolCounts counts(Map<String, Count> keys) {
    return new PoolCounts(Count.NONE, Map.of(), keys, Map.of());
  }

  private final Moment moment =
      new Moment(
          counts(
              Map.of(
                  JOURNALLED, new Count(1, 0, 1, 1),
                  DELIVERED, new Count(1, 0, 1, 1),
                  ASKED, new Count(1, 0, 0, 0))),
          Set.of(JOURNALLED));

  @Test
  void whatWasAskedAgainIsToldApartByWhatWasKnown() {
    PoolCounts later =
        counts(
            Map.of(
                JOURNALLED, new Count(1, 0, 1, 1),
                DELIVERED, new Count(2, 0, 2, 2),
                ASKED, new Count(2, 0, 2, 1)));
    assertThat(moment.delivered()).isEqualTo(2);
    assertThat(moment.journalledBoughtAgain(later)).isZero();
    assertThat(moment.deliveredBoughtAgain(later)).isEqualTo(1);
  }

  @Test
  void anHonouredKeyIsAskedAgainButNotBought() {
    PoolCounts later = counts(Map.of(DELIVERED, new Count(2, 1, 1, 2)));
    assertThat(moment.deliveredBoughtAgain(later)).isZero();
  }

  @Test
  void aJournalledKeyMustNotEvenBeAskedAgain() {
    PoolCounts later = counts(Map.of(JOURNALLED, new Count(2, 1, 1, 2)));
    assertThat(moment.journalledBoughtAgain(later)).isEqualTo(1);
  }

  @Test
  void aWorkflowHasMovedOnWhenOneOfItsKeysIsAskedAgain() {
    PoolCounts later =
        counts(Map.of(ASKED, new Count(2, 0, 0, 0), "query/aa/1/1/1", new Count(1, 0, 0, 0)));
    assertThat(moment.movedOn("query/b", later)).isTrue();
    assertThat(moment.movedOn("query/a", later)).isFalse();
  }

  @Test
  void keysAreReadBackAsTheyAreWritten() {
    StepKey key = new StepKey("query/with/slashes", 3, 2, 1);
    assertThat(JournalProbe.stepKey(key.wire())).isEqualTo(key);
  }

  @Test
  void aKillKeepsItsPromisesOrNot() {
    assertThat(new Kill(7, 50, 50, 0, 3, 55, 50, 2_900).kept()).isTrue();
    assertThat(new Kill(7, 49, 50, 0, 0, 55, 50, 2_900).kept()).isFalse();
    assertThat(new Kill(7, 50, 50, 1, 0, 55, 50, 2_900).kept()).isFalse();
    assertThat(new Kill(7, 50, 50, 0, 0, 55, 49, 2_900).kept()).isFalse();
  }
}
