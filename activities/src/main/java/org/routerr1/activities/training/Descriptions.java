// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Specialist;

/** Prose such as people write into a catalogue of a model: loose and true. */
final class Descriptions {

  private static final List<String> MOST =
      List.of(
          "the most knowledgeable",
          "knows the most of these",
          "the strongest model here",
          "for questions that the others miss");
  private static final List<String> LEAST =
      List.of("for easy facts only", "knows little", "a very small model", "the weakest here");
  private static final List<String> ANY =
      List.of(
          "a general model", "an assistant", "quick", "for everyday questions", "a fair choice");

  private static final int SOMETIMES = 3;

  private Descriptions() {}

  /** A line about a model of this pool. */
  static String of(Specialist model, Pool pool, RandomGenerator random) {
    StringBuilder text = new StringBuilder(title(model.name()));
    text.append("; ").append(Draw.one(random, standing(model, pool, random)));
    if (random.nextInt(SOMETIMES) != 0) {
      text.append(cost(model, pool));
    }
    if (random.nextInt(SOMETIMES) == 0) {
      text.append(", good at ").append(task(model, Map.Entry.comparingByValue()));
    }
    if (random.nextInt(SOMETIMES) == 0) {
      text.append(", weaker on ")
          .append(task(model, Map.Entry.<String, Double>comparingByValue().reversed()));
    }
    return text.toString();
  }

  private static String title(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('-', ' ');
  }

  /** Words for how much it knows among these. */
  private static List<String> standing(Specialist model, Pool pool, RandomGenerator random) {
    if (random.nextInt(SOMETIMES) == 0) {
      return ANY;
    }
    double skill = skill(model);
    if (pool.specialists().stream().allMatch(other -> skill(other) <= skill)) {
      return MOST;
    }
    return pool.specialists().stream().allMatch(other -> skill(other) >= skill) ? LEAST : ANY;
  }

  private static double skill(Specialist model) {
    return model.accuracies().values().stream().mapToDouble(a -> a).average().orElseThrow();
  }

  private static String cost(Specialist model, Pool pool) {
    if (pool.specialists().stream().allMatch(other -> other.price() <= model.price())) {
      return ", the dearest";
    }
    return pool.specialists().stream().allMatch(other -> other.price() >= model.price())
        ? ", the cheapest"
        : "";
  }

  private static String task(Specialist model, Comparator<Map.Entry<String, Double>> order) {
    String task =
        model.accuracies().entrySet().stream().max(order).map(Map.Entry::getKey).orElseThrow();
    return task.replace('_', ' ');
  }
}
