// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;

/**
 * Six candidates among which descriptors must be read: four specialists that are exact on a few
 * topics each (1–3 units), a strong generalist (90 %, 7–9 units) and a weak one (40 %, 1 unit).
 *
 * @param uncovered share of the pools in which no specialist covers some needed topic
 */
public record CoveragePools(double uncovered) implements PoolRule {

  private static final int SPECIALISTS = 4;

  @Override
  public List<Specialist> draw(RandomGenerator random, List<String> needed, List<String> topics) {
    List<List<String>> covered = new ArrayList<>();
    for (int i = 0; i < SPECIALISTS; i++) {
      covered.add(new ArrayList<>());
    }
    List<String> wanted = new ArrayList<>(needed);
    if (random.nextDouble() < uncovered) {
      wanted.remove(random.nextInt(wanted.size()));
    }
    for (String topic : wanted) {
      covered.get(random.nextInt(SPECIALISTS)).add(topic);
    }
    List<String> others = new ArrayList<>(topics);
    others.removeAll(needed);
    Collections.shuffle(others, Random.from(random));
    for (List<String> own : covered) {
      int size = Draw.between(random, 2, 3);
      while (own.size() < size && !others.isEmpty()) {
        own.add(others.removeFirst());
      }
      Collections.shuffle(own, Random.from(random));
    }
    List<Specialist> pool = new ArrayList<>();
    for (List<String> own : covered) {
      if (!own.isEmpty()) {
        pool.add(exact(random, own, needed));
      }
    }
    pool.add(generalist(Role.STRONG, .9, Draw.between(random, 7, 9)));
    pool.add(generalist(Role.WEAK, .4, 1));
    return pool;
  }

  private static Specialist exact(RandomGenerator random, List<String> own, List<String> needed) {
    Map<String, Double> accuracies = new LinkedHashMap<>();
    own.forEach(topic -> accuracies.put(topic, 1.0));
    return new Specialist(
        "exact:" + String.join("+", own),
        Collections.disjoint(own, needed) ? Role.SPARE : Role.EXACT,
        "",
        List.of(),
        accuracies,
        0,
        Draw.between(random, 1, 3),
        Draw.between(random, 80, 400));
  }

  private static Specialist generalist(Role role, double accuracy, int price) {
    return new Specialist(
        role.label(),
        role,
        "",
        List.of(),
        Map.of(),
        accuracy,
        price,
        role == Role.WEAK ? 100 : 900);
  }
}
