// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.routerr1.policy.grammar.ActionState;
import org.routerr1.policy.tokenizer.Tokenizer;

/** The tokens of an action that is given as text, as a sampler writes them: tags by themselves. */
final class ActionText {

  private static final Pattern PIECE =
      Pattern.compile("</?think>|</?search>|<to>|</?answer>|[^<]+|<");

  private ActionText() {}

  /**
   * Tokens from the start of an action on. Where the text is at its end and ending is a choice, the
   * token for it is added.
   */
  static List<Integer> encode(Tokenizer tokenizer, ActionState start, String text) {
    List<Integer> tokens = new ArrayList<>();
    Matcher pieces = PIECE.matcher(text);
    while (pieces.find()) {
      for (int token : tokenizer.encode(pieces.group())) {
        tokens.add(token);
      }
    }
    ActionState state = start;
    for (int token : tokens) {
      // What is not legal is reported where the tree is built.
      if (java.util.Arrays.binarySearch(state.legal(), token) < 0) {
        return tokens;
      }
      state = state.after(token);
    }
    for (int token : state.legal()) {
      if (tokenizer.vocabulary().isControl(token)) {
        tokens.add(token);
      }
    }
    return tokens;
  }
}
