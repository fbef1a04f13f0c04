// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.routerr1.policy.decide.Decision.Token;

/** Looks at an action that is written already, some tokens at a time. */
final class ScoreWriting implements Writing {

  /** Rows at a time: their logits take much room. */
  private static final int MOST = 32;

  private final int[] before;
  private final List<Question> all;
  private final List<Token> tokens = new ArrayList<>();

  /**
   * @param last token of the prompt
   * @param all one question for each token of the action
   */
  ScoreWriting(int last, List<Question> all) {
    this.all = all;
    this.before = new int[all.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = i == 0 ? last : all.get(i - 1).given();
    }
  }

  @Override
  public boolean isFinished() {
    return tokens.size() == all.size();
  }

  @Override
  public int[] pending() {
    return Arrays.copyOfRange(before, tokens.size(), end());
  }

  @Override
  public List<Question> questions() {
    return all.subList(tokens.size(), end());
  }

  @Override
  public void answered(List<Token> answers) {
    tokens.addAll(answers);
  }

  @Override
  public List<Token> tokens() {
    return List.copyOf(tokens);
  }

  int length() {
    return all.size();
  }

  private int end() {
    return Math.min(all.size(), tokens.size() + MOST);
  }
}
