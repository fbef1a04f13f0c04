// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.decide.DecisionStore.Flight;
import org.routerr1.policy.decide.DecisionStore.Joined;
import org.routerr1.policy.testing.Asked;

class DecisionStoreTest {

  private static final long ROOM_FOR_TWO = 1000;

  private final AtomicLong now = new AtomicLong();
  private final DecisionStore store =
      new DecisionStore(ROOM_FOR_TWO, Duration.ofNanos(100), now::get);

  @Test
  void theFirstOfAnIdBeginsAndTheOthersJoin() {
    Joined first = join("a");
    Joined second = join("a");
    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.flight()).isSameAs(first.flight());
    assertThat(join("b").isNew()).isTrue();
  }

  @Test
  void aFinishedDecisionIsFoundAgain() {
    Flight flight = join("a").flight();
    store.finish(flight, decision());
    Joined again = join("a");
    assertThat(again.isNew()).isFalse();
    assertThat(again.flight().result()).isCompletedWithValue(decision());
  }

  @Test
  void otherContentUnderAnIdIsRefusedUnderWayAndAfterwards() {
    Flight flight = join("a").flight();
    assertTaken();
    store.finish(flight, decision());
    assertTaken();
  }

  @Test
  void onlyTheLastWhoLeavesAbandonsIt() {
    Flight flight = join("a").flight();
    join("a");
    assertThat(store.leave(flight)).isFalse();
    assertThat(flight.isAbandoned()).isFalse();
    assertThat(store.leave(flight)).isTrue();
    assertThat(flight.isAbandoned()).isTrue();
    assertThat(join("a").isNew()).isTrue();
  }

  @Test
  void leavingAFinishedDecisionAbandonsNothing() {
    Flight flight = join("a").flight();
    store.finish(flight, decision());
    assertThat(store.leave(flight)).isFalse();
    assertThat(join("a").isNew()).isFalse();
  }

  @Test
  void aFailureIsToldAndForgotten() {
    Flight flight = join("a").flight();
    store.fail(flight, new IllegalStateException("no"));
    assertThat(flight.result()).isCompletedExceptionally();
    assertThat(join("a").isNew()).isTrue();
  }

  @Test
  void theOneUsedLongestAgoMakesRoom() {
    finish("a");
    finish("b");
    join("a");
    finish("c");
    assertThat(join("a").isNew()).isFalse();
    assertThat(join("c").isNew()).isFalse();
    assertThat(join("b").isNew()).isTrue();
  }

  @Test
  void aDecisionIsKeptForATimeAfterItsLastUse() {
    finish("a");
    now.set(99);
    assertThat(join("a").isNew()).isFalse();
    now.set(198);
    assertThat(join("a").isNew()).isFalse();
    now.set(298);
    assertThat(join("a").isNew()).isTrue();
  }

  private void assertTaken() {
    assertThatThrownBy(() -> store.join(Asked.question("a", "something else")))
        .isInstanceOfSatisfying(
            DecisionException.class,
            e -> assertThat(e.kind()).isEqualTo(DecisionException.Kind.ID_TAKEN));
  }

  private void finish(String id) {
    store.finish(join(id).flight(), decision());
  }

  private Joined join(String id) {
    return store.join(Asked.question(id, "What?"));
  }

  private static Decision decision() {
    return new Decision(
        "v", "h", List.of(new Decision.Token(1, 0, -1)), "x", 1, 0, 1, 1, false, false);
  }
}
