// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;

/**
 * Six candidates among which money buys accuracy: for each needed topic a cheap specialist (50–70
 * %, 1–3 units) and a dear one (90–98 %, 10–20), a strong generalist (86–90 %, 24–40) and a weak
 * one (30–40 %, 1). Room that is left goes to a middling generalist (60–75 %, 8–16) and specialists
 * of other topics; where there is too little room, every topic keeps one specialist at least. Now
 * and then a needed specialist is missing.
 *
 * @param missing chance that a needed specialist gives its place to one of another topic
 */
public record TradeOffPools(double missing) implements PoolRule {

  private static final int SIZE = 6;

  @Override
  public List<Specialist> draw(RandomGenerator random, List<String> needed, List<String> topics) {
    List<Specialist> pool = new ArrayList<>();
    pool.add(generalist(random, Role.STRONG, 86, 90, 24, 40));
    pool.add(generalist(random, Role.WEAK, 30, 40, 1, 1));
    List<String> others = new ArrayList<>(topics);
    others.removeAll(needed);
    Collections.shuffle(others, Random.from(random));
    for (Slot slot : slots(random, needed)) {
      if (!others.isEmpty() && random.nextDouble() < missing) {
        pool.add(specialist(random, Role.SPARE, slot.dear(), others.removeFirst()));
      } else {
        pool.add(
            specialist(random, slot.dear() ? Role.DEAR : Role.CHEAP, slot.dear(), slot.topic()));
      }
    }
    if (pool.size() < SIZE) {
      pool.add(generalist(random, Role.MIDDLING, 60, 75, 8, 16));
    }
    while (pool.size() < SIZE && !others.isEmpty()) {
      pool.add(specialist(random, Role.SPARE, random.nextBoolean(), others.removeFirst()));
    }
    return pool;
  }

  private record Slot(String topic, boolean dear) {}

  /** Cheap and dear of each topic; with more than fit, one of each topic and then by chance. */
  private static List<Slot> slots(RandomGenerator random, List<String> needed) {
    List<Slot> first = new ArrayList<>();
    List<Slot> second = new ArrayList<>();
    for (String topic : needed) {
      boolean dear = random.nextBoolean();
      first.add(new Slot(topic, dear));
      second.add(new Slot(topic, !dear));
    }
    Collections.shuffle(second, Random.from(random));
    first.addAll(second);
    return first.subList(0, Math.min(first.size(), SIZE - 2));
  }

  private static Specialist specialist(
      RandomGenerator random, Role role, boolean dear, String topic) {
    double accuracy = (dear ? Draw.between(random, 90, 98) : Draw.between(random, 50, 70)) / 100.0;
    int price = dear ? Draw.between(random, 10, 20) : Draw.between(random, 1, 3);
    return new Specialist(
        (dear ? "dear:" : "cheap:") + topic,
        role,
        "",
        List.of(),
        Map.of(topic, accuracy),
        0,
        price,
        dear ? Draw.between(random, 400, 900) : Draw.between(random, 80, 300));
  }

  private static Specialist generalist(
      RandomGenerator random, Role role, int low, int high, int cheapest, int dearest) {
    return new Specialist(
        role.label(),
        role,
        "",
        List.of(),
        Map.of(),
        Draw.between(random, low, high) / 100.0,
        Draw.between(random, cheapest, dearest),
        role == Role.WEAK ? Draw.between(random, 80, 200) : Draw.between(random, 700, 2000));
  }
}
