// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Hop;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Question;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.World;

/**
 * A router by nearest neighbours: one candidate for the whole question, the one whose neighbours in
 * the training split promise the best reward. Told the stated accuracies on the question's topics
 * and the number of hops, which no router by question text would know.
 */
public final class Knn implements Script {

  private static final int NEIGHBOURS = 30;

  private final List<Example> examples;
  private final Map<List<Double>, Promise> promises = new ConcurrentHashMap<>();

  private record Example(List<Double> features, boolean correct, int calls) {}

  private record Promise(double correct, double calls) {}

  private Knn(List<Example> examples) {
    this.examples = examples;
  }

  /** Fitted by asking every candidate of {@code n} training episodes the whole question. */
  public static Knn fit(World training, Kind kind, int n) {
    List<Example> examples = new ArrayList<>();
    for (int number = 0; number < n; number++) {
      Episode episode = training.episode(kind, number);
      for (int i = 0; i < episode.pool().size(); i++) {
        int candidate = i;
        Played played =
            Play.run(training, episode, (p, pool, w) -> Scripts.onlyOnce(p, candidate), 0);
        List<Double> features = features(episode.question(), episode.pool().get(i));
        examples.add(new Example(features, played.correct(), played.calls()));
      }
    }
    return new Knn(List.copyOf(examples));
  }

  @Override
  public Move next(Progress progress, Pool pool, double weight) {
    if (!progress.calls().isEmpty()) {
      return Scripts.onlyOnce(progress, progress.calls().getLast().candidate());
    }
    int best = 0;
    double bestReward = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < pool.size(); i++) {
      double reward = promise(progress.question(), pool.get(i), weight);
      if (reward > bestReward) {
        bestReward = reward;
        best = i;
      }
    }
    return new Move.Ask(best);
  }

  private double promise(Question question, Specialist candidate, double weight) {
    List<Double> features = features(question, candidate);
    Promise promise = promises.computeIfAbsent(features, this::neighbours);
    return promise.correct() - weight * candidate.price() * promise.calls();
  }

  private Promise neighbours(List<Double> features) {
    List<Example> nearest =
        examples.stream()
            .sorted(Comparator.comparingDouble(e -> distance(e.features(), features)))
            .limit(NEIGHBOURS)
            .toList();
    return new Promise(
        nearest.stream().mapToDouble(e -> e.correct() ? 1 : 0).average().orElse(0),
        nearest.stream().mapToDouble(Example::calls).average().orElse(0));
  }

  /** Hops, then the lowest and the mean of the accuracies stated on them. */
  private static List<Double> features(Question question, Specialist candidate) {
    double lowest = 1;
    double sum = 0;
    for (Hop hop : question.hops()) {
      lowest = Math.min(lowest, candidate.accuracy(hop.topic()));
      sum += candidate.accuracy(hop.topic());
    }
    int hops = question.hops().size();
    return List.of((double) hops, lowest, sum / hops);
  }

  private static double distance(List<Double> a, List<Double> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += (a.get(i) - b.get(i)) * (a.get(i) - b.get(i));
    }
    return sum;
  }
}
