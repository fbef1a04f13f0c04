// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.routerr1.activities.QueryOptions;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeInput.Sample;
import org.routerr1.activities.episode.Variant;

/**
 * What will be played, with every name resolved. The groups are numbered, so that a run goes on
 * where it stopped.
 *
 * @param skipped files that cannot be graded yet, with the reason
 * @param direct questions that every candidate is asked directly before the policies play
 */
public record EvaluationPlan(
    List<PlannedSet> sets,
    List<PlannedPolicy> policies,
    List<Skipped> skipped,
    List<DirectAsking> direct) {

  public EvaluationPlan {
    sets = List.copyOf(sets);
    policies = List.copyOf(policies);
    skipped = List.copyOf(skipped);
    direct = List.copyOf(direct);
  }

  /**
   * A data set.
   *
   * @param variants that each question is shown in; all but {@link Variant#PLAIN} at one trade-off
   */
  public record PlannedSet(
      EnvironmentRef environment,
      int questions,
      List<Double> tradeOffs,
      List<Variant> variants,
      QueryOptions options) {
    int groups() {
      return questions * variants.size();
    }
  }

  /**
   * A policy.
   *
   * @param name in tables
   * @param readsWorth whether it was trained on prompts that state what calls are worth; others are
   *     asked without, as they learnt it
   */
  public record PlannedPolicy(String name, String version, boolean readsWorth) {}

  /** A file that is left out. */
  public record Skipped(String dataSet, String reason) {}

  /** Groups of all policies. */
  public int groups() {
    return policies.size() * sets.stream().mapToInt(PlannedSet::groups).sum();
  }

  /** Ways through a question, of all groups. */
  public int episodes() {
    return policies.size()
        * sets.stream()
            .mapToInt(s -> s.questions() * (s.tradeOffs().size() + s.variants().size() - 1))
            .sum();
  }

  /** The group of this number: policies take turns, so that all stand at the same question. */
  public EpisodeInput group(String run, long seed, int number) {
    PlannedPolicy policy = policies.get(number % policies.size());
    int place = number / policies.size();
    for (PlannedSet set : sets) {
      if (place < set.groups()) {
        return group(run, seed, set, policy, place);
      }
      place -= set.groups();
    }
    throw new IllegalArgumentException("no group of this number: " + number);
  }

  private String fileName(PlannedSet set) {
    String name = set.environment().dataSet();
    String safe = safe(name);
    // Names that differ only in what a file's may not hold are told apart by their places.
    return safe.equals(name) ? safe : safe + "." + sets.indexOf(set);
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9_.@-]", "_");
  }

  private EpisodeInput group(
      String run, long seed, PlannedSet set, PlannedPolicy policy, int place) {
    int question = place / set.variants().size();
    Variant variant = set.variants().get(place % set.variants().size());
    List<Double> tradeOffs =
        variant == Variant.PLAIN
            ? set.tradeOffs()
            : List.of(set.tradeOffs().get(question % set.tradeOffs().size()));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < tradeOffs.size(); i++) {
      samples.add(new Sample(tradeOffs.get(i), seed + 31L * question + i));
    }
    return new EpisodeInput(
        "%s-%s-%c%d"
            .formatted(fileName(set), safe(policy.version()), variant.name().charAt(0), question),
        run,
        set.environment(),
        question,
        variant,
        policy.name(),
        policy.version(),
        policy.readsWorth() ? set.options() : set.options().but().worth(null).build(),
        samples,
        false);
  }
}
