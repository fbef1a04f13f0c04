// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;

/** Names of relations that were made up, in the forms that real ones have. */
final class MadeRelations {

  private static final List<String> HEADS =
      List.of(
          "keeper",
          "patron",
          "warden",
          "rival",
          "tutor",
          "captain",
          "sponsor",
          "curator",
          "heir",
          "envoy",
          "mason",
          "scribe",
          "healer",
          "banker",
          "emblem",
          "harbour",
          "market",
          "river",
          "province",
          "festival",
          "dialect",
          "anthem",
          "motto",
          "colour",
          "instrument",
          "garden",
          "bridge",
          "temple",
          "academy",
          "guild",
          "fleet",
          "journal",
          "theatre",
          "museum",
          "crop",
          "metal",
          "spice",
          "dance",
          "mascot",
          "season");
  private static final List<String> FIRSTS =
      List.of(
          "home",
          "chief",
          "twin",
          "main",
          "winter",
          "first",
          "sister",
          "royal",
          "old",
          "trade",
          "night",
          "northern",
          "lead",
          "guest",
          "sacred",
          "summer");
  private static final List<String> PLACES =
      List.of("place", "year", "town", "region", "date", "house", "port", "district");
  private static final List<String> DEEDS =
      List.of(
          "training", "service", "exile", "election", "marriage", "signing", "retreat", "launch");
  private static final List<String> VERBS =
      List.of(
          "guarded by",
          "funded by",
          "built at",
          "trained at",
          "named after",
          "owned by",
          "stored in",
          "based in",
          "ruled from",
          "led by",
          "sold to",
          "praised by",
          "kept at",
          "printed in",
          "allied with",
          "descended from",
          "member of",
          "pupil of",
          "part of");

  /** How many relations can be made. */
  static final int RELATIONS =
      HEADS.size() * (1 + FIRSTS.size()) + PLACES.size() * DEEDS.size() + VERBS.size();

  private MadeRelations() {}

  /** Different names of relations, the four forms mixed as real files mix them. */
  static List<String> names(RandomGenerator random, int count, Set<String> without) {
    Set<String> names = new LinkedHashSet<>();
    int tries = 0;
    while (names.size() < count) {
      if (tries++ > 200 * count) {
        throw new IllegalArgumentException(
            count + " relations are too many: " + RELATIONS + " can be made");
      }
      int form = random.nextInt(10);
      String name =
          form < 4
              ? Draw.one(random, HEADS)
              : form < 7
                  ? Draw.one(random, FIRSTS) + " " + Draw.one(random, HEADS)
                  : form < 9
                      ? Draw.one(random, PLACES) + " of " + Draw.one(random, DEEDS)
                      : Draw.one(random, VERBS);
      if (!without.contains(name)) {
        names.add(name);
      }
    }
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, java.util.Random.from(random));
    return shuffled;
  }
}
