// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How people ask for the relations of the project's facts: as a part of a sentence, as a whole
 * question, and as the plain sub-question for one hop.
 */
final class Phrases {

  /** Of the last relation as of the ones inside. */
  private static final Map<String, List<String>> NOUNS =
      Map.ofEntries(
          Map.entry(
              "capital",
              List.of(
                  "the capital of %s",
                  "the capital city of %s", "the city that is the capital of %s")),
          Map.entry(
              "currency",
              List.of(
                  "the currency of %s",
                  "the currency used in %s", "the money that people use in %s")),
          Map.entry(
              "language",
              List.of(
                  "the main language of %s",
                  "the language that most people speak in %s", "the language of %s")),
          Map.entry(
              "continent",
              List.of(
                  "the continent of %s",
                  "the continent that %s belongs to", "the continent that %s is on")),
          Map.entry(
              "country",
              List.of(
                  "the country where %s is",
                  "the country in which %s lies",
                  "the country that is home to %s",
                  "the country of %s")),
          Map.entry(
              "author",
              List.of(
                  "the author of %s",
                  "the writer of %s", "the person who wrote %s", "whoever wrote %s")),
          Map.entry(
              "painter",
              List.of("the painter of %s", "the artist who painted %s", "whoever painted %s")),
          Map.entry(
              "composer",
              List.of("the composer of %s", "the person who composed %s", "whoever composed %s")),
          Map.entry(
              "director",
              List.of(
                  "the director of %s",
                  "the person who directed the film %s", "the director of the film %s")),
          Map.entry(
              "architect",
              List.of(
                  "the architect of %s",
                  "the architect who designed %s", "the person who designed %s")),
          Map.entry(
              "inventor",
              List.of("the inventor of %s", "the person who invented %s", "whoever invented %s")),
          Map.entry(
              "discoverer",
              List.of(
                  "the discoverer of %s", "the person who discovered %s", "whoever discovered %s")),
          Map.entry(
              "creator",
              List.of("the creator of %s", "the person who created %s", "whoever created %s")),
          Map.entry(
              "birthplace",
              List.of(
                  "the birthplace of %s",
                  "the town where %s was born", "the place of birth of %s")),
          Map.entry(
              "birth country",
              List.of(
                  "the birth country of %s",
                  "the country where %s was born",
                  "the native country of %s",
                  "the country in which %s was born")),
          Map.entry(
              "home country",
              List.of(
                  "the home country of %s",
                  "the country where %s was founded", "the country that the company %s is from")),
          Map.entry(
              "country of origin",
              List.of(
                  "the country of origin of %s",
                  "the country that %s comes from", "the country where %s originated")));

  /** Whole questions, beside the frames around a noun. */
  private static final Map<String, List<String>> QUESTIONS =
      Map.of(
          "capital", List.of("Which city is the capital of %s?"),
          "currency", List.of("Which currency is used in %s?", "What do people pay with in %s?"),
          "language", List.of("Which language is spoken in %s?", "What do people speak in %s?"),
          "continent", List.of("On which continent is %s?", "Which continent is %s part of?"),
          "country", List.of("In which country is %s?", "Which country is %s in?"),
          "birthplace", List.of("Where was %s born?", "In which town was %s born?"),
          "birth country", List.of("In which country was %s born?", "Which country is %s from?"));

  private static final List<String> FRAMES =
      List.of(
          "What is %s?",
          "Name %s.",
          "Tell me %s.",
          "Can you tell me %s?",
          "I want to know %s.",
          "Do you know %s?",
          "Please tell me %s.",
          "I am curious about %s.");

  /** One hop, as it is put to a candidate. */
  private static final Map<String, String> HOPS =
      Map.ofEntries(
          Map.entry("capital", "What is the capital of %s?"),
          Map.entry("currency", "What is the currency of %s?"),
          Map.entry("language", "What is the main language of %s?"),
          Map.entry("continent", "On which continent is %s?"),
          Map.entry("country", "In which country is %s?"),
          Map.entry("author", "Who wrote %s?"),
          Map.entry("painter", "Who painted %s?"),
          Map.entry("composer", "Who composed %s?"),
          Map.entry("director", "Who directed the film %s?"),
          Map.entry("architect", "Who was the architect of %s?"),
          Map.entry("inventor", "Who invented %s?"),
          Map.entry("discoverer", "Who discovered %s?"),
          Map.entry("creator", "Who created %s?"),
          Map.entry("birthplace", "In which town was %s born?"),
          Map.entry("birth country", "In which country was %s born?"),
          Map.entry("home country", "Which country is the company %s from?"),
          Map.entry("country of origin", "Which country does %s come from?"));

  private Phrases() {}

  /** How many wordings a path has. */
  static int count(List<String> path) {
    int count = lastCount(path.getLast());
    for (String relation : path.subList(0, path.size() - 1)) {
      count *= of(NOUNS, relation).size();
    }
    return count;
  }

  /** The wording of this number, from 0 to {@link #count} − 1; each is another. */
  static String wording(String subject, List<String> path, int number) {
    int rest = number;
    String inner = subject;
    for (String relation : path.subList(0, path.size() - 1)) {
      List<String> nouns = of(NOUNS, relation);
      inner = fill(nouns.get(rest % nouns.size()), inner);
      rest /= nouns.size();
    }
    String last = path.getLast();
    List<String> questions = QUESTIONS.getOrDefault(last, List.of());
    if (rest < questions.size()) {
      return fill(questions.get(rest), inner);
    }
    rest -= questions.size();
    List<String> nouns = of(NOUNS, last);
    return fill(FRAMES.get(rest / nouns.size()), fill(nouns.get(rest % nouns.size()), inner));
  }

  private static int lastCount(String relation) {
    return QUESTIONS.getOrDefault(relation, List.of()).size()
        + FRAMES.size() * of(NOUNS, relation).size();
  }

  private static String fill(String template, String with) {
    return template.replace("%s", with);
  }

  /** The sub-question for one hop. */
  static String hop(String relation, String subject) {
    return fill(of(HOPS, relation), subject);
  }

  private static <T> T of(Map<String, T> map, String relation) {
    return Objects.requireNonNull(map.get(relation), relation);
  }
}
