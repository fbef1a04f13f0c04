// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.Recordings.Recording;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.questions.Item;

/**
 * Baselines on questions: candidates asked directly, and rules that choose one of them. What is
 * fitted is fitted on other questions; {@code oracle} is the best candidate of each question in
 * hindsight.
 */
final class QuestionBaselines {

  private final Environments environments;

  QuestionBaselines(Environments environments) {
    this.environments = environments;
  }

  /** Chooses a candidate for a question; null: none of those that replied. */
  private interface Rule {
    @org.jspecify.annotations.Nullable
    Candidate choose(Item item, int place, double tradeOff);
  }

  void play(Sheet sheet, DirectAsking asked, List<String> wanted, long seed) {
    Recording recording = environments.recordings().of(asked.recording());
    List<Candidate> candidates =
        environments.catalogues().pinned(asked.catalogueVersion()).candidates();
    List<Item> items = environments.questions().items(asked.source());
    List<Item> fitted =
        asked.fitted().stream()
            .map(environments.questions().items(asked.fittedSource())::get)
            .toList();
    for (Candidate candidate : candidates) {
      put(
          sheet,
          "constant:" + candidate.id(),
          asked,
          items,
          recording,
          wanted,
          (i, p, t) -> candidate);
    }
    if (!fitted.isEmpty()) {
      Fit fit = new Fit(recording, candidates, fitted, sheet.leading());
      Candidate best = fit.best(sheet.tradeOffs());
      put(sheet, "best_constant", asked, items, recording, wanted, (i, p, t) -> best);
      put(
          sheet,
          "best_constant_per_trade_off",
          asked,
          items,
          recording,
          wanted,
          (i, p, t) -> fit.best(List.of(t)));
      put(sheet, "knn", asked, items, recording, wanted, (i, p, t) -> fit.nearest(i.question(), t));
    }
    put(
        sheet,
        "random",
        asked,
        items,
        recording,
        wanted,
        (i, p, t) ->
            candidates.get((int) (Draw.uniform(seed, "random", i.id(), t) * candidates.size())));
    put(
        sheet,
        "oracle",
        asked,
        items,
        recording,
        wanted,
        (i, p, t) ->
            candidates.stream()
                .filter(c -> Direct.outcome(recording, c, i, t).isPresent())
                .max(
                    Comparator.comparing(c ->
                        Direct.outcome(recording, c, i, t)
                            .map(o -> Worth.of(o, sheet.leading()))
                            .orElse(Worth.MISSING)))
                .orElse(null));
  }

  private static void put(
      Sheet sheet,
      String name,
      DirectAsking asked,
      List<Item> items,
      Recording recording,
      List<String> wanted,
      Rule rule) {
    if (!wanted.isEmpty() && !wanted.contains(name)) {
      return;
    }
    for (int t = 0; t < sheet.tradeOffs().size(); t++) {
      double tradeOff = sheet.tradeOffs().get(t);
      for (int place : asked.tested()) {
        Item item = items.get(place);
        Candidate chosen = rule.choose(item, place, tradeOff);
        if (chosen != null) {
          Optional<Outcome> outcome = Direct.outcome(recording, chosen, item, tradeOff);
          if (outcome.isPresent()) {
            sheet.put(name, t, place, outcome.get());
          }
        }
      }
    }
  }

  /**
   * What answers are worth.
   *
   * @param value by what the data set is judged by
   * @param closeness of the answer, which decides among equals only
   */
  private record Worth(double value, double closeness) implements Comparable<Worth> {

    /** Less than any reply. */
    static final Worth MISSING = new Worth(-1, 0);

    private static final Comparator<Worth> BY_VALUE =
        Comparator.comparingDouble(Worth::value).thenComparingDouble(Worth::closeness);

    static Worth of(Outcome outcome, Metric leading) {
      return new Worth(outcome.value(leading), outcome.f1() + .1 * outcome.contained());
    }

    static Worth mean(List<Worth> all) {
      return new Worth(
          all.stream().mapToDouble(Worth::value).average().orElse(0),
          all.stream().mapToDouble(Worth::closeness).average().orElse(0));
    }

    @Override
    public int compareTo(Worth other) {
      return BY_VALUE.compare(this, other);
    }
  }

  /** What is known from the questions that are not tested. */
  private record Fit(
      Recording recording, List<Candidate> candidates, List<Item> items, Metric leading) {

    private static final int NEIGHBOURS = 5;

    Candidate best(List<Double> tradeOffs) {
      return best(items, tradeOffs);
    }

    Candidate nearest(String question, double tradeOff) {
      TextSimilarity similarity = new TextSimilarity(items.stream().map(Item::question).toList());
      List<Item> near = new ArrayList<>();
      similarity.nearest(question, NEIGHBOURS).forEach(i -> near.add(items.get(i)));
      return best(near, List.of(tradeOff));
    }

    private Candidate best(List<Item> among, List<Double> tradeOffs) {
      return candidates.stream()
          .max(Comparator.comparing(c -> worth(c, among, tradeOffs)))
          .orElseThrow();
    }

    private Worth worth(Candidate candidate, List<Item> among, List<Double> tradeOffs) {
      return Worth.mean(
          among.stream()
              .flatMap(item ->
                  tradeOffs.stream().map(t -> Direct.outcome(recording, candidate, item, t)))
              .map(o -> o.map(one -> Worth.of(one, leading)).orElse(Worth.MISSING))
              .toList());
    }
  }
}
