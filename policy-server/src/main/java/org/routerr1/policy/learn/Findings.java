// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.routerr1.policy.learn.Batch.Chunk;
import org.routerr1.policy.learn.Batch.Loss;
import org.routerr1.policy.learn.Batch.Point;
import org.routerr1.policy.learn.Batch.Source;
import org.routerr1.policy.learn.Tree.Move;

/** What the passes of an update found, as it was before each step. */
final class Findings implements Trainer.Sink {

  private final Map<Span, Taught> taught = new EnumMap<>(Span.class);
  private final Map<Source, Float> said = new HashMap<>();
  private final Trainer.Bounds bounds;
  private double loss;
  private double gain;
  private double entropy;
  private double ratio;
  private double drift;
  private long clipped;
  private long corrected;
  private long tried;
  private long decisions;

  Findings(Trainer.Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Sums over a span's decisions.
   *
   * @param mass of the teacher
   * @param crossEntropy in nats
   * @param targetEntropy the part of it that no student can remove
   * @param agreed mass of the decisions in which both prefer the same
   */
  record Taught(double mass, double crossEntropy, double targetEntropy, double agreed) {
    Taught plus(Taught other) {
      return new Taught(
          mass + other.mass,
          crossEntropy + other.crossEntropy,
          targetEntropy + other.targetEntropy,
          agreed + other.agreed);
    }
  }

  /**
   * What was found of the policy's own tokens: means.
   *
   * @param clipped share of the tokens
   * @param ratio trainer's to sampler's probability
   * @param drift sampler's less trainer's log-probability
   */
  record Tried(
      double loss, double entropy, double clipped, double ratio, double drift, long tokens) {}

  Map<Span, Taught> taught() {
    return taught;
  }

  /** Whole decisions: how the teacher's moves compare with what the policy thinks of them. */
  Taught moves(List<Tree> trees) {
    Taught all = new Taught(0, 0, 0, 0);
    for (int i = 0; i < trees.size(); i++) {
      Map<Integer, List<Move>> decided =
          trees.get(i).moves().stream().collect(Collectors.groupingBy(Move::place));
      for (List<Move> moves : decided.values()) {
        all = all.plus(decision(i, moves));
      }
    }
    return all;
  }

  private Taught decision(int tree, List<Move> moves) {
    double mass = moves.stream().mapToDouble(Move::mass).sum();
    double cross = 0;
    double own = 0;
    Move favourite = moves.getFirst();
    Move likeliest = favourite;
    for (Move move : moves) {
      double p = move.mass() / mass;
      cross -= move.mass() * logprob(tree, move);
      own -= p > 0 ? move.mass() * Math.log(p) : 0;
      favourite = move.mass() > favourite.mass() ? move : favourite;
      likeliest = logprob(tree, move) > logprob(tree, likeliest) ? move : likeliest;
    }
    return new Taught(mass, cross, own, favourite == likeliest ? mass : 0);
  }

  private double logprob(int tree, Move move) {
    return move.terms().stream().mapToDouble(t -> said.get(new Source(tree, t))).sum();
  }

  Tried tried() {
    double n = Math.max(1, tried);
    double c = Math.max(1, corrected);
    return new Tried(-gain / n, entropy / n, clipped / n, ratio / c, drift / c, tried);
  }

  long decisions() {
    return decisions;
  }

  void addLoss(double value) {
    loss += value;
  }

  double loss() {
    return loss;
  }

  @Override
  public void accept(Chunk chunk, Point point, float h, int best, float[] logprobs) {
    decisions++;
    Map<Integer, Double> masses = new HashMap<>();
    double cross = 0;
    for (int i = 0; i < logprobs.length; i++) {
      Loss term = point.terms().get(i);
      if (term.coefficient() == 0) {
        masses.merge(term.column(), (double) term.mass(), Double::sum);
        cross -= term.mass() * logprobs[i];
        said.put(term.source(), logprobs[i]);
      } else {
        tried(term, logprobs[i], h);
      }
    }
    double mass = masses.values().stream().mapToDouble(Double::doubleValue).sum();
    if (mass > 0) {
      double own = 0;
      int favourite = -1;
      double most = 0;
      for (Map.Entry<Integer, Double> m : masses.entrySet()) {
        double p = m.getValue();
        own -= p > 0 ? p * Math.log(p / mass) : 0;
        if (p > most) {
          most = p;
          favourite = m.getKey();
        }
      }
      Taught sums = new Taught(mass, cross, own, favourite == best ? mass : 0);
      taught.merge(point.decision().span(), sums, Taught::plus);
    }
  }

  private void tried(Loss term, float logprob, float h) {
    tried++;
    entropy += h;
    double before = Float.isNaN(term.given()) ? logprob : term.given();
    double now = Math.exp(logprob - before);
    double held = Math.clamp(now, bounds.least(), bounds.most());
    double free = now * term.advantage();
    gain += Math.min(free, held * term.advantage());
    clipped += held * term.advantage() < free ? 1 : 0;
    if (!Float.isNaN(term.sampler())) {
      corrected++;
      ratio += Math.exp(logprob - term.sampler());
      drift += term.sampler() - logprob;
    }
  }
}
