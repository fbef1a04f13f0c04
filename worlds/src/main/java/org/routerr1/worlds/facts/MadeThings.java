// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.Words;

/**
 * Names of things that do not exist, in the forms that real ones have: with titles and ordinals,
 * commas, "of", "and" and "on the" in the middle, accents, years in brackets. Whoever has only seen
 * names of two plain words takes the first two words of a longer one for all of it.
 */
final class MadeThings {

  /** What stands for a part of a name in a form. */
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");

  private static final List<String> PEOPLE =
      List.of(
          "{name} {long}",
          "{name} {long}",
          "{name} {long}",
          "{name} {long}",
          "{name} {initial}. {long}",
          "{name} {particle} {long}",
          "{name} {name}-{name}",
          "{name} d'{name}",
          "{name} {name} Jr.",
          "{name} {roman}",
          "{name} of {name}",
          "{name} {roman} of {name}",
          "{rank} {name} of {name}",
          "{name} {name}, {rank} of {name}",
          "{name} {name}, {nth} {rank} of {name}");
  private static final List<String> PLACES =
      List.of(
          "{long}",
          "{long}",
          "{long}",
          "{long}",
          "New {name}",
          "San {name}",
          "{name}, {name}",
          "{name} upon {name}",
          "{name} {particle} {name}",
          "Upper {name}");
  private static final List<String> SUBSTANCES =
      List.of("{small}", "{small}", "{name} {small}", "{small} {small}");
  private static final List<String> WORKS =
      List.of(
          "The {quality} {noun}",
          "The {quality} {noun} of {name}",
          "A {quality} {noun}",
          "{noun} and {noun}",
          "{noun} & {noun}",
          "{noun} on the {noun}",
          "{noun} from the {noun}",
          "{noun} in {name}",
          "{noun} of the {noun}",
          "{name}'s {quality} {noun}",
          "I Left the {noun}",
          "{noun}: The {quality} {noun}",
          "{noun} ({year} film)",
          "{noun} No. {few}",
          "{noun}, Op. {few} ({name})",
          "{name} {name} {noun}");
  private static final List<String> BODIES =
      List.of(
          "{name} {body}",
          "{name} {body}",
          "{name} {body}",
          "{body} of {name}",
          "{name} & {name} {body}",
          "{name} and {name} {body}",
          "{body} for {quality} {noun}s",
          "{name} {body} of {name}");
  private static final List<String> DATES =
      List.of("{few} {month} {year}", "{few} {month} {year}", "{month} {few}, {year}");

  private static final List<String> ONSETS =
      List.of(
          "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s",
          "st", "t", "tr", "v", "z", "th", "sh");
  private static final List<String> VOWELS = List.of("a", "e", "i", "o", "u", "ai", "ea", "io");
  private static final List<String> ACCENTED = List.of("á", "é", "í", "ö", "ü", "ã", "ê", "å");
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
  private static final List<String> PARTICLES =
      List.of("von", "van", "de", "da", "di", "le", "of the", "bin");
  private static final List<String> BODY_NAMES =
      List.of("Institute", "Company", "Society", "College", "Works", "Union", "Press", "Bank");
  private static final List<String> RANKS =
      List.of("Duke", "Count", "Earl", "Prince", "Princess", "Lord", "Baron", "Countess");
  private static final List<String> ROMANS = List.of("I", "II", "III", "IV", "V", "VIII", "XI");
  private static final List<String> NTHS = List.of("1st", "2nd", "3rd", "4th", "6th", "9th");
  private static final List<String> MONTHS = List.of("January", "March", "May", "July", "October");

  private static final int ACCENTS_ONE_IN = 20;

  private MadeThings() {}

  /**
   * Different things of one kind.
   *
   * @param kind from 0 to 11; the last two are values (years, dates)
   * @param taken keys of the names that are given, of all kinds
   */
  static List<String> entities(RandomGenerator random, int kind, int count, Set<String> taken) {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String name = filled(random, Draw.one(random, forms(kind)));
      if (taken.add(Words.key(name))) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> forms(int kind) {
    return switch (kind) {
      case 0, 1, 2, 3 -> PEOPLE;
      case 4, 5 -> PLACES;
      case 6 -> SUBSTANCES;
      case 7, 8 -> WORKS;
      case 9 -> BODIES;
      case 10 -> List.of("{year}");
      default -> DATES;
    };
  }

  private static String filled(RandomGenerator random, String form) {
    return PART.matcher(form).replaceAll(found -> part(random, found.group(1)));
  }

  private static String part(RandomGenerator random, String name) {
    return switch (name) {
      case "name" -> word(random, 2);
      case "long" -> word(random, 2 + random.nextInt(2));
      case "small" -> word(random, 2 + random.nextInt(2)).toLowerCase(Locale.ROOT);
      case "initial" -> word(random, 1).substring(0, 1);
      case "particle" -> Draw.one(random, PARTICLES);
      case "rank" -> Draw.one(random, RANKS);
      case "roman" -> Draw.one(random, ROMANS);
      case "nth" -> Draw.one(random, NTHS);
      case "noun" -> Draw.one(random, NOUNS);
      case "quality" -> Draw.one(random, QUALITIES);
      case "body" -> Draw.one(random, BODY_NAMES);
      case "month" -> Draw.one(random, MONTHS);
      case "few" -> String.valueOf(Draw.between(random, 1, 28));
      case "year" -> String.valueOf(Draw.between(random, 1200, 1999));
      default -> throw new IllegalArgumentException("no part of a name is called " + name);
    };
  }

  private static String word(RandomGenerator random, int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      boolean accented = random.nextInt(ACCENTS_ONE_IN) == 0;
      word.append(Draw.one(random, ONSETS)).append(Draw.one(random, accented ? ACCENTED : VOWELS));
    }
    word.append(Draw.one(random, CODAS));
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
