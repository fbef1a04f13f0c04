// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.Words;

/**
 * Divides chains by entity, and by relation where some are held out. An entity's part follows from
 * its name and the seed alone, so it is the same in every file.
 *
 * <p>Without hubs, every entity that a chain asks about must lie in the part: no fact is ever
 * needed in two. With hubs, a chain goes with the last entity that is asked about something else:
 * all works with their author, places by themselves, while countries, in which all meet, are
 * shared.
 *
 * @param validation share of the entities, 0 to 1
 * @param test share of the entities, 0 to 1
 * @param hubs relations that are asked about the entities in which many chains meet
 * @param heldOut relations that no chain outside {@link Part#TEST} may use
 */
public record Split(
    long seed, double validation, double test, Set<String> hubs, Set<String> heldOut) {

  public Split {
    if (validation < 0 || test < 0 || validation + test > 1) {
      throw new IllegalArgumentException("shares of 0 to 1 together: " + validation + ", " + test);
    }
    hubs = Set.copyOf(hubs);
    heldOut = Set.copyOf(heldOut);
  }

  /** By every entity. */
  public static Split strict(long seed, double validation, double test) {
    return new Split(seed, validation, test, Set.of(), Set.of());
  }

  public Part part(String entity) {
    double u = Draw.uniform(seed, "split", Words.key(entity));
    return u < test ? Part.TEST : u < test + validation ? Part.VALIDATION : Part.TRAIN;
  }

  public boolean contains(Part part, Chain chain) {
    return deciding(chain).stream().allMatch(f -> part(f.subject()) == part)
        && (part == Part.TEST || Collections.disjoint(chain.path(), heldOut));
  }

  private List<Fact> deciding(Chain chain) {
    if (hubs.isEmpty()) {
      return chain.facts();
    }
    Fact owner = chain.facts().getFirst();
    for (Fact fact : chain.facts()) {
      owner = hubs.contains(fact.relation()) ? owner : fact;
    }
    return List.of(owner);
  }

  public List<Chain> of(Part part, List<Chain> chains) {
    return chains.stream().filter(c -> contains(part, c)).toList();
  }

  /** The same entities, with a share of these relations held out (at least one). */
  public Split holdingOut(double share, List<String> relations) {
    List<String> shuffled = new ArrayList<>(relations);
    Collections.shuffle(shuffled, Random.from(Draw.generator(seed, "relations")));
    int n = Math.max(1, (int) Math.round(share * relations.size()));
    return new Split(seed, validation, test, hubs, Set.copyOf(shuffled.subList(0, n)));
  }
}
