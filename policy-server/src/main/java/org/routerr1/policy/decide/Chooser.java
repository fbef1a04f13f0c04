// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.model.Hidden;
import org.routerr1.policy.model.LogProbabilities;
import org.routerr1.policy.model.LogProbabilities.Asked;
import org.routerr1.policy.model.LogProbabilities.Chosen;
import org.routerr1.policy.model.LogProbabilities.Mask;
import org.routerr1.policy.sampling.Choice;
import org.routerr1.policy.sampling.Sampler;
import org.routerr1.policy.tokenizer.IntList;

/**
 * Answers the questions of a step. Where few tokens are legal, these are looked at one by one, and
 * if nobody asks for more, only their rows of the output matrix are computed; where many are, the
 * choice is made where the logits are. Which way a question goes depends on itself alone. Not
 * thread-safe.
 */
final class Chooser implements AutoCloseable {

  /** Sets of legal tokens whose masks are kept; texts have a few dozen. */
  private static final int MASKS = 128;

  private final int few;
  private final LongSupplier nanoTime;
  private final Map<int[], Mask> masks = new IdentityHashMap<>();
  private long grammarNanos;

  /**
   * @param few up to this many legal tokens are looked at one by one
   */
  Chooser(int few, LongSupplier nanoTime) {
    this.few = few;
    this.nanoTime = nanoTime;
  }

  /** The time on this chooser's clock. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** Something for the grammar was done since. */
  void grammarSince(long begun) {
    grammarNanos += now() - begun;
  }

  /** Time that the grammar has cost since this was last asked. */
  long takeGrammarNanos() {
    long nanos = grammarNanos;
    grammarNanos = 0;
    return nanos;
  }

  /** One answer for each row of {@code hidden}. */
  List<Token> answer(Hidden hidden, List<Question> questions) {
    if (masks.size() >= MASKS) {
      // Now, when no question holds one.
      close();
    }
    Token[] answers = new Token[questions.size()];
    IntList whole = new IntList();
    IntList partly = new IntList();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      (question.free() || isMany(question) ? whole : partly).add(i);
    }
    int[] someRows = partly.toArray();
    if (someRows.length > 0) {
      one(questions, someRows, someRows, hidden::logits, answers);
    }
    int[] rows = whole.toArray();
    if (rows.length > 0) {
      try (LogProbabilities table = hidden.logProbabilities(rows)) {
        fromTable(table, questions, rows, answers);
      }
    }
    return List.of(answers);
  }

  private interface Scores {
    float[] of(int[] rows, int[] tokens);
  }

  private void fromTable(
      LogProbabilities table, List<Question> questions, int[] rows, Token[] answers) {
    IntList fewRows = new IntList();
    IntList fewAt = new IntList();
    IntList many = new IntList();
    long begun = now();
    List<Asked> asked = new ArrayList<>();
    for (int at = 0; at < rows.length; at++) {
      Question question = questions.get(rows[at]);
      if (isMany(question) && !needsSorting(question)) {
        many.add(rows[at]);
        asked.add(
            new Asked(
                at,
                mask(table, question.legal()),
                question.sampler().map(s -> s.sampling().temperature()).orElse(0.0),
                question.sampler().map(Sampler::nextPoint).orElse(0.0),
                question.given()));
      } else {
        fewRows.add(rows[at]);
        fewAt.add(at);
      }
    }
    if (!asked.isEmpty()) {
      List<Chosen> chosen = table.choose(asked);
      int[] places = many.toArray();
      for (int i = 0; i < places.length; i++) {
        Chosen one = chosen.get(i);
        answers[places[i]] =
            new Token(
                one.token(),
                (float) one.logprob(),
                questions.get(places[i]).free() ? (float) one.freeLogprob() : Float.NaN);
      }
      // With the choice itself, which a sampler without a grammar makes, too.
      grammarSince(begun);
    }
    if (fewRows.toArray().length > 0) {
      one(questions, fewRows.toArray(), fewAt.toArray(), table::at, answers);
    }
  }

  /** Looks at the legal tokens of each of these questions one by one. */
  private static void one(
      List<Question> questions, int[] places, int[] rows, Scores scores, Token[] answers) {
    IntList pairRows = new IntList();
    IntList pairTokens = new IntList();
    for (int i = 0; i < places.length; i++) {
      int[] legal = questions.get(places[i]).legal();
      for (int token : legal) {
        pairRows.add(rows[i]);
        pairTokens.add(token);
      }
    }
    float[] all = scores.of(pairRows.toArray(), pairTokens.toArray());
    int from = 0;
    for (int place : places) {
      Question question = questions.get(place);
      int[] legal = question.legal();
      float[] own = Arrays.copyOfRange(all, from, from + legal.length);
      from += legal.length;
      if (!isFinite(own)) {
        answers[place] = new Token(legal[0], Float.NaN, Float.NaN);
        continue;
      }
      Optional<Choice> choice = question.sampler().map(s -> s.choose(own, legal));
      int index =
          choice.map(Choice::index).orElseGet(() -> Arrays.binarySearch(legal, question.given()));
      double logprob =
          legal.length == 1
              ? 0
              : choice.map(Choice::logprob).orElseGet(() -> Sampler.logprob(own, index));
      answers[place] =
          new Token(legal[index], (float) logprob, question.free() ? own[index] : Float.NaN);
    }
  }

  private static boolean isFinite(float[] scores) {
    float sum = 0;
    for (float score : scores) {
      sum += score * 0; // NaN where one is not
    }
    return sum == 0;
  }

  private boolean isMany(Question question) {
    return question.legal().length > few;
  }

  private static boolean needsSorting(Question question) {
    return question.sampler().filter(s -> s.sampling().topP() < 1).isPresent();
  }

  private Mask mask(LogProbabilities table, int[] legal) {
    return masks.computeIfAbsent(legal, table::mask);
  }

  @Override
  public void close() {
    masks.values().forEach(Mask::close);
    masks.clear();
  }
}
