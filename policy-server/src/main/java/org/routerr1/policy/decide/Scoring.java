// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.grammar.ActionGrammar;
import org.routerr1.policy.grammar.ActionState;

/** A request for scores under way: one job for each action. Thread-safe. */
final class Scoring {

  private final ScoringRequest request;
  private final Prompt prompt;
  private final long arrived;
  private final BooleanSupplier batchDependent;
  private final List<ScoreWriting> writings;
  private final CompletableFuture<Scores> result = new CompletableFuture<>();
  private volatile boolean abandoned;
  private int left;
  private int cachedTokens = Integer.MAX_VALUE;

  Scoring(
      ScoringRequest request,
      Prompt prompt,
      List<List<Question>> actions,
      long arrived,
      BooleanSupplier batchDependent) {
    this.request = request;
    this.prompt = prompt;
    this.arrived = arrived;
    this.batchDependent = batchDependent;
    this.writings = actions.stream().map(a -> new ScoreWriting(prompt.last(), a)).toList();
    this.left = writings.size();
  }

  /**
   * The questions about an action.
   *
   * @param number of the action, for errors
   * @param grammar under which it must be legal; null: nothing is said about that
   */
  static List<Question> questions(
      int number, List<Integer> action, @Nullable ActionGrammar grammar) {
    List<Question> questions = new ArrayList<>();
    if (grammar == null) {
      action.forEach(token -> questions.add(Question.free(token)));
      return questions;
    }
    ActionState state = grammar.start();
    for (int i = 0; i < action.size(); i++) {
      int token = action.get(i);
      int[] legal = state.legal();
      try {
        state = state.after(token);
      } catch (IllegalArgumentException e) {
        throw new DecisionException(
            Kind.INVALID,
            "actions[%d].ids[%d]: %s; score it without grammar, or with the one it was written under"
                .formatted(number, i, e.getMessage()));
      }
      questions.add(Question.about(token, legal, true));
    }
    return questions;
  }

  CompletableFuture<Scores> result() {
    return result;
  }

  void abandon() {
    abandoned = true;
  }

  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (ScoreWriting writing : writings) {
      int positions = prompt.ids().length + writing.length();
      jobs.add(
          new Job(prompt, writing, request.version(), request.training(), positions, new Owner()));
    }
    return jobs;
  }

  private final class Owner implements Job.Owner {

    @Override
    public boolean isAbandoned() {
      return abandoned;
    }

    @Override
    public void finished(int cached, long now) {
      synchronized (Scoring.this) {
        cachedTokens = Math.min(cachedTokens, cached);
        left--;
        if (left > 0) {
          return;
        }
      }
      result.complete(
          new Scores(
              request.version().name(),
              Digests.of(prompt.ids()),
              writings.stream().map(ScoreWriting::tokens).toList(),
              prompt.ids().length,
              cachedTokens,
              (now - arrived) / 1000,
              batchDependent.getAsBoolean()));
    }

    @Override
    public void failed(Throwable failure) {
      abandon();
      result.completeExceptionally(failure);
    }
  }
}
