// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.routerr1.policy.learn.Batch.Loss;
import org.routerr1.policy.learn.Batch.Source;
import org.routerr1.policy.learn.LearnException.Kind;
import org.routerr1.policy.learn.Tree.Decision;
import org.routerr1.policy.learn.Tree.Taught;
import org.routerr1.policy.learn.Tree.Tried;

/**
 * One update: its trees in groups, each group one optimiser step of as many passes as its tokens
 * need. Where several steps are taken on sampled actions, the old policy's log-probabilities are
 * computed with the training's own pass before the first of them; those of trees that only the
 * first step learns from are found in that step itself. What the sampler said only corrects for its
 * other arithmetic and age.
 */
final class Course {

  private final Trainer trainer;
  private final Objective objective;
  private final OptimiserSettings optimiser;
  private final int passTokens;
  private final Runnable breath;

  /**
   * @param passTokens trees are run together up to so many tokens
   * @param breath called before every pass; waits until others have had their turn
   */
  Course(
      Trainer trainer,
      Objective objective,
      OptimiserSettings optimiser,
      int passTokens,
      Runnable breath) {
    this.trainer = trainer;
    this.objective = objective;
    this.optimiser = optimiser;
    this.passTokens = passTokens;
    this.breath = breath;
  }

  /**
   * What an update did.
   *
   * @param steps of the optimiser
   * @param loss mean over them
   * @param norm mean of the gradients' norms
   * @param tokens computed, in one epoch
   * @param moves whole decisions of a teacher
   */
  record Result(
      int steps, double loss, double norm, long tokens, Findings findings, Findings.Taught moves) {}

  /**
   * Takes all steps; without trees none.
   *
   * @param done optimiser steps before this update
   * @throws LearnException if loss or gradient is not finite; the numbers may have moved by then
   */
  Result update(List<Tree> trees, double rate, long done) {
    int together = optimiser.batchTrees() == 0 ? trees.size() : optimiser.batchTrees();
    List<List<Integer>> groups =
        groups(trees.stream().mapToInt(Tree::size).toArray(), Math.max(1, together));
    float[][] old = unknown(trees);
    int epochs = Math.max(1, optimiser.epochs());
    recall(trees, groups.stream().skip(epochs == 1 ? 1 : 0).toList(), old);
    Findings findings = new Findings(objective.bounds());
    double loss = 0;
    double norms = 0;
    int steps = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (List<Integer> group : groups) {
        trainer.forget();
        Findings own = epoch == 0 ? findings : new Findings(objective.bounds());
        double value = passes(trees, group, old, true, own);
        double norm = trainer.step(optimiser, rate, done + steps + 1);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
          throw new LearnException(
              Kind.NOT_FINITE,
              "loss %s, norm of the gradients %s in optimiser step %d of this update: it was not applied; lower the learning rate"
                  .formatted(value, norm, steps + 1));
        }
        loss += value;
        norms += norm;
        steps++;
      }
    }
    int means = Math.max(1, steps);
    return new Result(
        steps, loss / means, norms / means, tokens(trees), findings, findings.moves(trees));
  }

  /** What an update would find first. */
  Result measure(List<Tree> trees) {
    Findings findings = new Findings(objective.bounds());
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      all.add(i);
    }
    double loss = passes(trees, all, unknown(trees), false, findings);
    return new Result(0, loss, 0, tokens(trees), findings, findings.moves(trees));
  }

  private static long tokens(List<Tree> trees) {
    return trees.stream().mapToLong(Tree::size).sum();
  }

  /**
   * The trees of each optimiser step, those of about one size together: a step ends with its
   * longest pass, beside which the others wait. The steps come in the order of their first trees.
   *
   * @param sizes of the trees, tokens
   * @param together trees of one step
   */
  static List<List<Integer>> groups(int[] sizes, int together) {
    List<Integer> bySize =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> sizes[i]).reversed())
            .toList();
    return IntStream.iterate(0, from -> from < sizes.length, from -> from + together)
        .mapToObj(from -> bySize.subList(from, Math.min(from + together, sizes.length)))
        .map(group -> group.stream().sorted().toList())
        .sorted(Comparator.comparingInt(List::getFirst))
        .toList();
  }

  private static float[][] unknown(List<Tree> trees) {
    float[][] old = new float[trees.size()][];
    for (int i = 0; i < old.length; i++) {
      old[i] = new float[trees.get(i).terms().size()];
      Arrays.fill(old[i], Float.NaN);
    }
    return old;
  }

  private static boolean tries(Tree tree) {
    return tree.terms().stream().anyMatch(Tried.class::isInstance);
  }

  /** Writes down what the policy says of these groups' sampled actions before it is changed. */
  private void recall(List<Tree> trees, List<List<Integer>> groups, float[][] old) {
    List<Integer> with =
        groups.stream().flatMap(List::stream).filter(i -> tries(trees.get(i))).sorted().toList();
    if (with.isEmpty()) {
      return;
    }
    passes(
        trees,
        with,
        unknown(trees),
        false,
        (chunk, point, entropy, best, logprobs) -> {
          for (int i = 0; i < logprobs.length; i++) {
            Source source = point.terms().get(i).source();
            old[source.tree()][source.term()] = logprobs[i];
          }
        });
  }

  private double passes(
      List<Tree> trees, List<Integer> group, float[][] old, boolean backward, Trainer.Sink sink) {
    Scale scale = scale(trees, group);
    // The largest first: the lanes then end at about the same time.
    List<Integer> order =
        group.stream()
            .sorted(Comparator.comparingInt((Integer i) -> trees.get(i).size()).reversed())
            .toList();
    List<Batch> batches = new ArrayList<>();
    int most = Math.max(1, passTokens / trainer.lanes());
    int at = 0;
    while (at < order.size()) {
      List<Integer> together = new ArrayList<>();
      int tokens = 0;
      while (at < order.size()
          && (together.isEmpty() || tokens + trees.get(order.get(at)).size() <= most)) {
        tokens += trees.get(order.get(at)).size();
        together.add(order.get(at++));
      }
      batches.add(
          Batch.of(
              together.stream().map(trees::get).toList(),
              together,
              trainer.blockRows(),
              (source, column) -> worth(trees, old, scale, source, column)));
    }
    return trainer.passes(
        batches,
        objective.bounds(),
        (float) (objective.entropy() / scale.tried),
        backward,
        breath,
        sink);
  }

  /** What the two means of a step are taken over. */
  private record Scale(double taught, double tried, float[] deviations) {}

  private Scale scale(List<Tree> trees, List<Integer> group) {
    double taught = 0;
    double tried = 0;
    float[] deviations = new float[trees.size()];
    for (int i : group) {
      Tree tree = trees.get(i);
      deviations[i] = objective.divideByDeviation() ? Advantages.deviation(tree) : 1;
      for (Tree.Term term : tree.terms()) {
        switch (term) {
          case Taught t -> taught += t.mass() * objective.weight(span(tree, t.decision()));
          case Tried t -> tried++;
        }
      }
    }
    return new Scale(taught == 0 ? 1 : taught, tried == 0 ? 1 : tried, deviations);
  }

  private Loss worth(List<Tree> trees, float[][] old, Scale scale, Source source, int column) {
    Tree tree = trees.get(source.tree());
    Tree.Term term = tree.terms().get(source.term());
    float weight = objective.weight(span(tree, term.decision()));
    return switch (term) {
      case Taught t ->
          new Loss(
              source,
              column,
              t.mass(),
              (float) (objective.imitation() * weight * t.mass() / scale.taught),
              0,
              0,
              Float.NaN,
              Float.NaN);
      case Tried t ->
          new Loss(
              source,
              column,
              0,
              0,
              (float) (Math.max(weight, Float.MIN_NORMAL) / scale.tried),
              t.advantage() / scale.deviations[source.tree()],
              old[source.tree()][source.term()],
              Float.isNaN(objective.importanceCap()) ? Float.NaN : t.sampler());
    };
  }

  private static Span span(Tree tree, int decision) {
    Decision found = tree.decisions().get(decision);
    return found.span();
  }
}
