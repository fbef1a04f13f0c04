// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

/** What a token of an action decides. */
public enum Span {
  /** A word of the thought, or its end. */
  THOUGHT,
  /** What to do: search or answer, another search or the end. */
  CHOICE,
  /** A word of a sub-question, or its end. */
  QUERY,
  /** Whom to ask. */
  NAME,
  /** A word of the answer, or its end. */
  ANSWER;

  /**
   * The span of the token that follows {@code text}, the action so far. Texts hold no {@code <}.
   */
  static Span after(String text) {
    String tag = "";
    int end = -1;
    for (String candidate :
        new String[] {"<think>", "</think>", "<search>", "<to>", "</search>", "<answer>"}) {
      int at = text.lastIndexOf(candidate);
      if (at >= 0 && at + candidate.length() > end) {
        end = at + candidate.length();
        tag = candidate;
      }
    }
    return switch (tag) {
      case "<think>" -> THOUGHT;
      case "<search>" -> QUERY;
      case "<to>" -> NAME;
      case "<answer>" -> ANSWER;
      default -> CHOICE;
    };
  }
}
