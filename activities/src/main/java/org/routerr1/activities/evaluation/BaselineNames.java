// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.Collection;
import java.util.List;

/** The baselines' names. */
public final class BaselineNames {

  private static final List<String> KNOWN =
      List.of(
          "best_constant",
          "best_constant_per_trade_off",
          "random",
          "price_rule",
          "cascade",
          "switch",
          "knn",
          "script:weight_blind",
          "oracle",
          "untrained");

  /** Of these there is none on questions: they read what only made worlds know exactly. */
  private static final List<String> OF_MADE_WORLDS =
      List.of("price_rule", "cascade", "switch", "script:weight_blind");

  private static final List<String> MADE_CANDIDATES = List.of("weak", "middling", "strong");
  private static final String CONSTANT = "constant:";

  private BaselineNames() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException with a sentence that lists what is known
   */
  public static void check(String name) {
    boolean constant = name.startsWith(CONSTANT) && name.length() > CONSTANT.length();
    if (!constant && !KNOWN.contains(name)) {
      throw new IllegalArgumentException(
          "no baseline is called "
              + name
              + ": name constant:ID or one of "
              + String.join(", ", KNOWN));
    }
  }

  /**
   * Checks a name of an evaluation in a made world.
   *
   * @throws IllegalArgumentException with a sentence that lists what is known
   */
  public static void checkInMadeWorld(String name) {
    check(name);
    demandCandidate(name, MADE_CANDIDATES);
  }

  /**
   * Checks a name of an evaluation on questions that real candidates are asked.
   *
   * @param candidates the catalogue's ids
   * @throws IllegalArgumentException with a sentence that lists what is known
   */
  public static void checkOnQuestions(String name, Collection<String> candidates) {
    check(name);
    if (OF_MADE_WORLDS.contains(name)) {
      throw new IllegalArgumentException(
          "the baseline "
              + name
              + " is one of made worlds: on questions there are constant:ID and "
              + String.join(
                  ", ", KNOWN.stream().filter(k -> !OF_MADE_WORLDS.contains(k)).toList()));
    }
    demandCandidate(name, candidates);
  }

  private static void demandCandidate(String name, Collection<String> candidates) {
    if (name.startsWith(CONSTANT) && !candidates.contains(name.substring(CONSTANT.length()))) {
      throw new IllegalArgumentException(
          "no candidate is called "
              + name.substring(CONSTANT.length())
              + ": constant:ID names one of "
              + String.join(", ", candidates));
    }
  }
}
