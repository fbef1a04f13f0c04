// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.grammar.ActionState;
import org.routerr1.policy.sampling.Sampler;
import org.routerr1.policy.tokenizer.IntList;

/**
 * Writes an action. Tokens that are forced get no forward pass of their own: they wait and are run
 * together with the next one that is to be chosen.
 */
final class DecisionWriting implements Writing {

  private final Sampler sampler;
  private final boolean free;
  private final List<Token> tokens = new ArrayList<>();
  private IntList pending = new IntList();
  private ActionState state;

  /** Forced tokens at the end of {@link #tokens}, whose free log-probability is not known yet. */
  private int unscored;

  private boolean answerCut;

  /**
   * @param last token of the prompt
   * @param free whether log-probabilities among all tokens are wanted
   */
  DecisionWriting(int last, ActionState start, Sampler sampler, boolean free) {
    this.state = start;
    this.sampler = sampler;
    this.free = free;
    pending.add(last);
    force();
  }

  @Override
  public boolean isFinished() {
    return hasEnded() && (unscored == 0 || !free);
  }

  @Override
  public int[] pending() {
    int[] all = pending.toArray();
    // The action's last token need not be run: nothing follows it.
    return hasEnded() ? Arrays.copyOf(all, all.length - 1) : all;
  }

  @Override
  public List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    if (free) {
      for (Token forced : tokens.subList(tokens.size() - unscored, tokens.size())) {
        questions.add(Question.free(forced.id()));
      }
    }
    if (!hasEnded()) {
      questions.add(Question.choice(state.legal(), sampler, free));
    }
    return questions;
  }

  @Override
  public void answered(List<Token> answers) {
    int scored = free ? unscored : 0;
    int first = tokens.size() - scored;
    for (int i = 0; i < scored; i++) {
      tokens.set(first + i, new Token(tokens.get(first + i).id(), 0, answers.get(i).freeLogprob()));
    }
    unscored = 0;
    pending = new IntList();
    if (answers.size() > scored) {
      Token chosen = answers.getLast();
      tokens.add(chosen);
      pending.add(chosen.id());
      state = state.after(chosen.id());
      force();
    }
  }

  @Override
  public List<Token> tokens() {
    return List.copyOf(tokens);
  }

  /** Of what was written, the tokens of which all is known that will be. */
  List<Token> settled() {
    return List.copyOf(free ? tokens.subList(0, tokens.size() - unscored) : tokens);
  }

  /** Whether the action is an answer that was closed at its limit. */
  boolean isAnswerCut() {
    return answerCut;
  }

  private boolean hasEnded() {
    return state.legal().length == 0;
  }

  private void force() {
    for (int[] legal = state.legal(); legal.length == 1; legal = state.legal()) {
      tokens.add(new Token(legal[0], 0, Float.NaN));
      pending.add(legal[0]);
      unscored++;
      answerCut |= state.isFullAnswer();
      state = state.after(legal[0]);
    }
  }
}
