// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.grammar.ActionLimits.Asked;
import org.routerr1.policy.tokenizer.Tokenizer;
import org.routerr1.proto.policy.v1.ActionGrammar;

/** Checks a grammar from the wire; every refusal names the field and what it should be. */
final class GrammarReader {

  private static final int LONGEST_NAME = 256;
  private static final int MOST_CANDIDATES = 10_000;
  private static final int MOST_ROUTES = 64;
  private static final int MOST_TEXTS = 1000;
  private static final int LONGEST_TEXTS = 100_000;

  private final Settings settings;
  private final Tokenizer tokenizer;

  GrammarReader(Settings settings, Tokenizer tokenizer) {
    this.settings = settings;
    this.tokenizer = tokenizer;
  }

  /**
   * The limits that a grammar of the wire stands for.
   *
   * @throws DecisionException naming the field that is wrong
   */
  ActionLimits read(ActionGrammar grammar) {
    List<String> names = grammar.getCandidatesList();
    if (names.isEmpty() && !grammar.getMayAnswer()) {
      throw RequestReader.invalid(
          "grammar allows nothing: name candidates, or set may_answer to demand an answer");
    }
    int routes = grammar.getMaxRoutes();
    if (!names.isEmpty() && (routes < 1 || routes > MOST_ROUTES)) {
      throw RequestReader.invalid(
          "grammar.max_routes is %s, not 1 to %d", Integer.toUnsignedString(routes), MOST_ROUTES);
    }
    if (names.size() > MOST_CANDIDATES) {
      throw RequestReader.invalid(
          "grammar.candidates holds %d names, more than %d", names.size(), MOST_CANDIDATES);
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      checkName(i, names.get(i));
      if (!seen.add(names.get(i))) {
        throw RequestReader.invalid("grammar.candidates[%d] is there twice", i);
      }
    }
    checkTexts("query_texts", grammar.getQueryTextsList());
    checkTexts("answer_texts", grammar.getAnswerTextsList());
    List<Asked> asked =
        grammar.getAskedList().stream()
            .map(route -> new Asked(route.getQuery(), route.getCandidate()))
            .toList();
    checkThoughts(grammar.getThoughtsList());
    checkSize("asked", asked.stream().map(route -> route.query() + route.name()).toList());
    return new ActionLimits(
        names,
        routes,
        grammar.getMayAnswer(),
        limit(grammar.getMaxThinkTokens(), settings.maxThinkTokens()),
        limit(grammar.getMaxQueryTokens(), settings.maxQueryTokens()),
        limit(grammar.getMaxAnswerTokens(), settings.maxAnswerTokens()),
        grammar.getQueryTextsList(),
        grammar.getAnswerTextsList(),
        asked,
        grammar.getThoughtsList());
  }

  /** The smaller of what is asked for and what is configured; 0 asks for nothing. */
  private static int limit(int asked, int configured) {
    return asked == 0 ? configured : (int) Math.min(Integer.toUnsignedLong(asked), configured);
  }

  private void checkName(int index, String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw RequestReader.invalid(
          "grammar.candidates[%d] has %d characters, not 1 to %d",
          index, name.length(), LONGEST_NAME);
    }
    if (name.indexOf('<') >= 0 || !name.equals(name.strip()) || hasControl(name)) {
      throw RequestReader.invalid(
          "grammar.candidates[%d] holds \"<\", a control character or white space at an end",
          index);
    }
    if (!tokenizer.decode(tokenizer.encode(name)).equals(name)) {
      throw RequestReader.invalid(
          "grammar.candidates[%d] cannot be written in the model's vocabulary", index);
    }
  }

  private static boolean hasControl(String name) {
    return name.codePoints().anyMatch(Character::isISOControl);
  }

  private static void checkTexts(String field, List<String> texts) {
    checkSize(field, texts);
    if (!texts.isEmpty() && texts.stream().allMatch(String::isBlank)) {
      throw RequestReader.invalid("grammar.%s holds no word: name some, or leave it out", field);
    }
  }

  private static void checkThoughts(List<String> thoughts) {
    checkSize("thoughts", thoughts);
    for (int i = 0; i < thoughts.size(); i++) {
      if (thoughts.get(i).isEmpty()
          || thoughts.get(i).indexOf('<') >= 0
          || hasControl(thoughts.get(i))) {
        throw RequestReader.invalid(
            "grammar.thoughts[%d] is empty, or holds \"<\" or a control character", i);
      }
    }
  }

  private static void checkSize(String field, List<String> texts) {
    long size = texts.stream().mapToLong(String::length).sum();
    if (texts.size() > MOST_TEXTS || size > LONGEST_TEXTS) {
      throw RequestReader.invalid(
          "grammar.%s holds %d entries of %d characters, more than %d or %d",
          field, texts.size(), size, MOST_TEXTS, LONGEST_TEXTS);
    }
  }
}
