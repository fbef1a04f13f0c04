// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.Words;

/** Names for made things, and relations in the forms that real ones have. */
final class MadeNames {

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
          "descended from");
  private static final List<String> ONSETS =
      List.of(
          "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s",
          "st", "t", "tr", "v", "z", "th", "sh");
  private static final List<String> VOWELS = List.of("a", "e", "i", "o", "u", "ai", "ea", "io");
  private static final List<String> CODAS =
      List.of("", "", "", "n", "r", "l", "s", "m", "th", "nd", "rk", "x");
  private static final List<String> NOUNS =
      List.of(
          "Lantern", "Orchard", "Mirror", "Harvest", "Compass", "Tide", "Anvil", "Meadow", "Raven",
          "Canyon", "Letter", "Crown", "Voyage", "Ember", "Garden", "Winter", "Silence", "Thread");
  private static final List<String> QUALITIES =
      List.of(
          "Quiet",
          "Broken",
          "Golden",
          "Hidden",
          "Distant",
          "Burning",
          "Last",
          "Silver",
          "Wandering",
          "Empty",
          "Crimson",
          "Patient",
          "Hollow",
          "Second");
  private static final List<String> PARTICLES = List.of("von", "van", "de", "da", "di", "le");
  private static final List<String> BODIES =
      List.of("Institute", "Company", "Society", "College", "Works", "Union", "Press", "Bank");

  /** How many relations can be made. */
  static final int RELATIONS =
      HEADS.size() * (1 + FIRSTS.size()) + PLACES.size() * DEEDS.size() + VERBS.size();

  private MadeNames() {}

  /** Different names of relations, the four forms mixed as real files mix them. */
  static List<String> relations(RandomGenerator random, int count, Set<String> without) {
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

  /** Different things of one kind; the last two kinds are values (years, dates). */
  static List<String> entities(RandomGenerator random, int kind, int count, Set<String> taken) {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String name = entity(random, kind);
      if (taken.add(Words.key(name))) {
        names.add(name);
      }
    }
    return names;
  }

  private static String entity(RandomGenerator random, int kind) {
    return switch (kind) {
      case 0, 1, 2 -> word(random, 2) + " " + word(random, 2 + random.nextInt(2));
      case 3 -> word(random, 2) + middle(random) + word(random, 2 + random.nextInt(2));
      case 4, 5 -> word(random, 2 + random.nextInt(2));
      case 6 -> substance(random);
      case 7, 8 ->
          "The " + Draw.one(random, QUALITIES) + " " + Draw.one(random, NOUNS) + suffix(random);
      case 9 -> word(random, 2) + " " + Draw.one(random, BODIES);
      case 10 -> String.valueOf(Draw.between(random, 1200, 1999));
      default ->
          Draw.between(random, 1, 28)
              + " "
              + Draw.one(random, List.of("January", "March", "May", "July", "October"))
              + " "
              + Draw.between(random, 1700, 1999);
    };
  }

  /** Between the names of a person: an initial, or a particle. */
  private static String middle(RandomGenerator random) {
    return random.nextBoolean()
        ? " " + word(random, 1).charAt(0) + ". "
        : " " + Draw.one(random, PARTICLES) + " ";
  }

  /** What is written small: coins, dishes, dances; of one word or two. */
  private static String substance(RandomGenerator random) {
    String name = word(random, 2 + random.nextInt(2)).toLowerCase(Locale.ROOT);
    return switch (random.nextInt(4)) {
      case 0 -> word(random, 2) + " " + name;
      case 1 -> name + " " + word(random, 2).toLowerCase(Locale.ROOT);
      default -> name;
    };
  }

  private static String suffix(RandomGenerator random) {
    return random.nextBoolean() ? "" : " of " + word(random, 2);
  }

  private static String word(RandomGenerator random, int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(Draw.one(random, ONSETS)).append(Draw.one(random, VOWELS));
    }
    word.append(Draw.one(random, CODAS));
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
