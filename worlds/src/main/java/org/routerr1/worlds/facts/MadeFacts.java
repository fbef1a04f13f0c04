// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;

/**
 * Facts about things that do not exist, under relations that were made up too: a policy trained on
 * them has nothing to remember, so unseen relations and entities are no surprise to it.
 */
public final class MadeFacts {

  private static final int KINDS = 12;

  private MadeFacts() {}

  /**
   * About {@code relations × entities} facts. Every kind of thing but two (which are plain values)
   * is the subject of several relations, so there are chains of one, two and three hops.
   *
   * @param relations how many, at most {@link MadeRelations#RELATIONS}
   * @param entities things of each of the twelve kinds, 2 to 400
   * @param without relation names that must not occur, such as those of a test set
   */
  public static List<Fact> generate(long seed, int relations, int entities, Set<String> without) {
    if (entities < 2 || entities > 400) {
      throw new IllegalArgumentException("2 to 400 entities of a kind, not " + entities);
    }
    RandomGenerator random = Draw.generator(seed, "made facts");
    List<List<String>> things = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    for (int kind = 0; kind < KINDS; kind++) {
      things.add(MadeThings.entities(random, kind, entities, taken));
    }
    List<String> names = MadeRelations.names(random, relations, without);
    List<Fact> facts = new ArrayList<>();
    for (int r = 0; r < names.size(); r++) {
      int from = r % (KINDS - 2);
      int to = (from + 1 + random.nextInt(KINDS - 1)) % KINDS;
      List<String> objects = things.get(to);
      int variety = Draw.between(random, Math.min(6, entities), entities);
      for (String subject : things.get(from)) {
        facts.add(new Fact(subject, names.get(r), objects.get(random.nextInt(variety))));
      }
    }
    return facts;
  }
}
