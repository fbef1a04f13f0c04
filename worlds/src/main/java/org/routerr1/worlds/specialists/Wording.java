// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;

/**
 * Questions made from nothing but a relation's words, so that any file of facts can be asked about.
 * A relation reads as a noun ("the capital of X") unless it ends in a preposition ("what X is
 * located in").
 */
final class Wording {

  private static final Set<String> PREPOSITIONS =
      Set.of("by", "at", "in", "from", "to", "with", "after", "on", "for", "of", "as");
  private static final List<String> FRAMES =
      List.of(
          "What is %s?",
          "Tell me %s.",
          "Can you name %s?",
          "I would like to know %s.",
          "Find out %s.",
          "What would be %s?",
          "Could you tell me %s?",
          "Name %s.");
  private static final List<String> UNSEEN_FRAMES =
      List.of("Do you happen to know %s?", "I am looking for %s.", "My question: %s?");
  private static final List<String> SAME =
      List.of(
          "Do %1$s and %2$s have the same %3$s?",
          "Is the %3$s of %1$s the same as the %3$s of %2$s?",
          "Are %1$s and %2$s alike in their %3$s?",
          "Same %3$s for %1$s and %2$s?");
  private static final List<String> UNSEEN_SAME =
      List.of(
          "I wonder whether %1$s and %2$s share their %3$s.",
          "%1$s, %2$s: is their %3$s the same?");

  private Wording() {}

  static String bridge(RandomGenerator random, Style style, String subject, List<String> path) {
    boolean possessive = path.size() == 1 && random.nextInt(4) == 0;
    String asked = subject;
    for (String relation : path) {
      asked = phrase(relation, asked, possessive);
    }
    String frame = Draw.one(random, style == Style.USUAL ? FRAMES : UNSEEN_FRAMES);
    return frame.formatted(asked);
  }

  static String comparison(
      RandomGenerator random, Style style, String relation, String one, String other) {
    return Draw.one(random, style == Style.USUAL ? SAME : UNSEEN_SAME)
        .formatted(one, other, relation);
  }

  /**
   * @param possessive as "Renault's country"; of a mere name only, since "the country of Renault's
   *     continent" would ask for something else
   */
  private static String phrase(String relation, String of, boolean possessive) {
    String end = relation.substring(relation.lastIndexOf(' ') + 1);
    if (PREPOSITIONS.contains(end) && relation.contains(" ")) {
      return "what " + of + " is " + relation;
    }
    return possessive ? of + "'s " + relation : "the " + relation + " of " + of;
  }
}
