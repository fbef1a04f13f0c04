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
  /** Whom to ask: its name, and where thoughts are fixed what is thought of it. */
  NAME,
  /** A word of the answer, or its end. */
  ANSWER;

  /** Whether it says what is done and who is asked; the others are in what words. */
  boolean moves() {
    return this == CHOICE || this == NAME;
  }

  /**
   * The span of the token that follows {@code text}, the action so far. Texts hold no {@code <}.
   *
   * @param fixed whether that token is one of a given text
   */
  static Span after(String text, boolean fixed) {
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
      case "<think>" -> fixed ? NAME : THOUGHT;
      case "<search>" -> QUERY;
      case "<to>" -> NAME;
      case "<answer>" -> ANSWER;
      default -> CHOICE;
    };
  }
}
