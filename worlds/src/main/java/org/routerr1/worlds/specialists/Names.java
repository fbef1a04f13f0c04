// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;

/** Names for candidates: plain words, which a tokenizer holds whole, and made product names. */
final class Names {

  private static final List<String> USUAL =
      List.of(
          "Amber",
          "Anchor",
          "Apple",
          "Arrow",
          "Atlas",
          "Autumn",
          "Bamboo",
          "Beacon",
          "Bear",
          "Birch",
          "Bishop",
          "Blade",
          "Bridge",
          "Bronze",
          "Canyon",
          "Carbon",
          "Cedar",
          "Chapel",
          "Cherry",
          "Cloud",
          "Cobalt",
          "Comet",
          "Coral",
          "Cotton",
          "Crane",
          "Crystal",
          "Dawn",
          "Delta",
          "Desert",
          "Diamond",
          "Dragon",
          "Eagle",
          "Echo",
          "Ember",
          "Falcon",
          "Forest",
          "Fox",
          "Frost",
          "Garden",
          "Glacier",
          "Granite",
          "Harbor",
          "Hawk",
          "Hazel",
          "Honey",
          "Horizon",
          "Iron",
          "Island",
          "Ivory",
          "Jade",
          "Jasmine",
          "Jungle",
          "Kite",
          "Lake",
          "Lemon",
          "Light",
          "Lion",
          "Lotus",
          "Maple",
          "Marble",
          "Meadow",
          "Mercury",
          "Mint",
          "Moon",
          "Mountain",
          "Nectar",
          "Oak",
          "Ocean",
          "Olive",
          "Opal",
          "Orange",
          "Orbit",
          "Orchid",
          "Palm",
          "Panther",
          "Pearl",
          "Pepper",
          "Phoenix",
          "Pine",
          "Planet",
          "Prairie",
          "Prism",
          "Quartz",
          "Rain",
          "Raven",
          "River",
          "Robin",
          "Rocket",
          "Rose",
          "Ruby",
          "Sage",
          "Salt",
          "Sand",
          "Shadow",
          "Silver",
          "Sky");
  private static final List<String> UNSEEN =
      List.of(
          "Snow", "Spark", "Spring", "Star", "Stone", "Storm", "Summit", "Sun", "Swan", "Thunder",
          "Tiger", "Timber", "Topaz", "Tower", "Valley", "Velvet", "Violet", "Wave", "Willow",
          "Winter", "Wolf", "Zebra", "Zenith", "Copper", "Bell", "Castle", "Lantern", "Mirror");
  private static final List<String> STARTS =
      List.of("tav", "lum", "cor", "ver", "nex", "sol", "mir", "qua", "dex", "ari", "bel", "zan");
  private static final List<String> ENDS =
      List.of("ro", "ina", "vex", "dia", "lon", "tis", "ara", "mo", "phi", "gen");

  private Names() {}

  /** So many different words. */
  static List<String> words(RandomGenerator random, Style style, int count) {
    List<String> words = new ArrayList<>(style == Style.USUAL ? USUAL : UNSEEN);
    Collections.shuffle(words, Random.from(random));
    return List.copyOf(words.subList(0, count));
  }

  /** A name as vendors make them, such as {@code lumina-7b}; {@code word} keeps it unique. */
  static String product(RandomGenerator random, String word) {
    return Draw.one(random, STARTS)
        + Draw.one(random, ENDS)
        + "-"
        + word.toLowerCase(Locale.ROOT)
        + "-"
        + Draw.between(random, 1, 90)
        + "b";
  }
}
