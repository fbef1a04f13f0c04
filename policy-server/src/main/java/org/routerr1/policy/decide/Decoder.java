// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.grammar.ActionState;
import org.routerr1.policy.model.KvCache;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.sampling.Choice;
import org.routerr1.policy.sampling.Logits;
import org.routerr1.policy.sampling.Sampler;
import org.routerr1.policy.tokenizer.IntList;

/**
 * Writes an action token by token. Tokens that are forced get no forward pass of their own: they
 * wait and are run together with the next one that is to be chosen. Not thread-safe.
 */
final class Decoder implements AutoCloseable {

  private final LlamaModel model;
  private final PrefixCache prefixes;
  private final KvCache sequence;

  /** Tokens that the model has not seen yet. */
  private IntList pending = new IntList();

  Decoder(LlamaModel model, PrefixCache prefixes) {
    this.model = model;
    this.prefixes = prefixes;
    this.sequence = model.newCache(model.context());
  }

  /**
   * The tokens of an action.
   *
   * @param cachedTokens how many of the prompt's tokens were not computed anew
   */
  record Written(List<Token> tokens, int cachedTokens) {}

  /**
   * Writes one action.
   *
   * @param check called before every forward pass; ends the work by throwing
   */
  Written write(int[] prompt, ActionState start, Sampler sampler, Runnable check) {
    int cached = read(prompt, check);
    List<Token> tokens = new ArrayList<>();
    ActionState state = start;
    int unscored = 0;
    for (int[] legal = state.legal(); legal.length > 0; legal = state.legal()) {
      int token;
      if (legal.length == 1) {
        token = legal[0];
        tokens.add(new Token(token, 0, Float.NaN));
        unscored++;
      } else {
        check.run();
        float[] logits = run(pending.toArray(), unscored + 1);
        score(tokens, unscored, logits);
        Choice choice = sampler.choose(row(logits, unscored), legal);
        token = choice.token();
        tokens.add(new Token(token, (float) choice.logprob(), (float) choice.freeLogprob()));
        unscored = 0;
        pending = new IntList();
      }
      pending.add(token);
      state = state.after(token);
    }
    if (unscored > 0) {
      check.run();
      int[] all = pending.toArray();
      score(tokens, unscored, run(Arrays.copyOf(all, all.length - 1), unscored));
    }
    return new Written(List.copyOf(tokens), cached);
  }

  /** Runs the prompt's whole blocks, or takes them from the cache; the rest is left pending. */
  private int read(int[] prompt, Runnable check) {
    sequence.truncate(0);
    List<String> blocks = prefixes.names(prompt);
    int found = prefixes.restore(blocks, sequence);
    for (String block : blocks.subList(found, blocks.size())) {
      check.run();
      int at = sequence.length();
      run(Arrays.copyOfRange(prompt, at, at + PrefixCache.BLOCK), 0);
      prefixes.keep(block, sequence);
    }
    pending = new IntList();
    pending.addAll(Arrays.copyOfRange(prompt, sequence.length(), prompt.length));
    return found * PrefixCache.BLOCK;
  }

  private float[] run(int[] tokens, int wanted) {
    return model.forward(sequence, tokens, wanted);
  }

  /** Gives the last tokens, which were forced, the log-probability that they had anyway. */
  private void score(List<Token> tokens, int unscored, float[] logits) {
    int first = tokens.size() - unscored;
    for (int i = 0; i < unscored; i++) {
      Token token = tokens.get(first + i);
      float logprob = (float) row(logits, i).logprob(token.id());
      tokens.set(first + i, new Token(token.id(), 0, logprob));
    }
  }

  private Logits row(float[] logits, int index) {
    int words = model.shape().vocabulary();
    return new Logits(logits, index * words, words);
  }

  @Override
  public void close() {
    sequence.close();
  }
}
