// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.List;

/**
 * What an action may be.
 *
 * @param names that a route may carry; empty: only an answer is legal
 * @param maxRoutes routes in one action, at least 1 where names are given
 * @param mayAnswer whether an answer is legal; must be true where no names are given
 * @param thinkTokens upper bound of the thought, at least 1, as the others
 * @param queryTokens upper bound of each sub-question
 * @param answerTokens upper bound of the answer
 * @param queryTexts if not empty, a sub-question is copied from these: runs of their words with
 *     "of" between them
 * @param answerTexts if not empty, an answer is a run of words of one of these
 * @param asked routes that may not be written again
 * @param thoughts if not empty, a thought is none or one of these
 */
public record ActionLimits(
    List<String> names,
    int maxRoutes,
    boolean mayAnswer,
    int thinkTokens,
    int queryTokens,
    int answerTokens,
    List<String> queryTexts,
    List<String> answerTexts,
    List<Asked> asked,
    List<String> thoughts) {

  /** A sub-question, and who has answered it. */
  public record Asked(String query, String name) {}

  public ActionLimits {
    names = List.copyOf(names);
    queryTexts = List.copyOf(queryTexts);
    answerTexts = List.copyOf(answerTexts);
    asked = List.copyOf(asked);
    thoughts = List.copyOf(thoughts);
    if (names.isEmpty() && !mayAnswer) {
      throw new IllegalArgumentException("neither a route nor an answer is legal");
    }
    if (!names.isEmpty() && maxRoutes < 1) {
      throw new IllegalArgumentException("names are given, but no route may be made");
    }
    if (thinkTokens < 1 || queryTokens < 1 || answerTokens < 1) {
      throw new IllegalArgumentException("a limit of tokens is below 1");
    }
  }

  /** Limits under which all texts are free and every route is new. */
  public ActionLimits(
      List<String> names,
      int maxRoutes,
      boolean mayAnswer,
      int thinkTokens,
      int queryTokens,
      int answerTokens) {
    this(
        names,
        maxRoutes,
        mayAnswer,
        thinkTokens,
        queryTokens,
        answerTokens,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
