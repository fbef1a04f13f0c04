// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.activities.episode.Variant;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedPolicy;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedSet;
import org.routerr1.worlds.script.Proof;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldRef;

/** Decides which data sets an evaluation plays. */
final class Planning {

  /** Questions of three hops and comparisons for each bridge question. */
  private static final int FURTHER = 5;

  private static final int PROVEN_ON = 200;

  private final Environments environments;

  Planning(Environments environments) {
    this.environments = environments;
  }

  EvaluationPlan plan(EvaluationSpec spec, List<PlannedPolicy> policies) {
    spec.baselines().forEach(BaselineNames::check);
    if (spec.suite().startsWith(EvaluationSpec.VALIDATION)) {
      String rules = spec.suite().substring(EvaluationSpec.VALIDATION.length());
      if (rules.equals(EvaluationSpec.HOME)) {
        return new QuestionPlanning(environments).plan(spec, policies);
      }
      WorldRef ref =
          new WorldRef(
              rules, spec.facts() == null ? WorldRef.PROJECT : spec.facts(), spec.seed(), false);
      return new EvaluationPlan(
          List.of(set(ref, Kind.BRIDGE, spec.limit(), spec, List.of(Variant.PLAIN))),
          policies,
          List.of(),
          List.of());
    }
    return switch (spec.suite()) {
      case EvaluationSpec.SPECIALISTS ->
          new EvaluationPlan(specialists(spec, WorldRef.TRADE_OFF), policies, List.of(), List.of());
      case EvaluationSpec.COVERAGE ->
          new EvaluationPlan(specialists(spec, WorldRef.COVERAGE), policies, List.of(), List.of());
      case EvaluationSpec.HOME, EvaluationSpec.DATA ->
          new QuestionPlanning(environments).plan(spec, policies);
      default -> throw new IllegalArgumentException("no suite is called " + spec.suite());
    };
  }

  private List<PlannedSet> specialists(EvaluationSpec spec, String rules) {
    String facts = spec.facts() == null ? WorldRef.PROJECT : spec.facts();
    WorldRef ref = new WorldRef(rules, facts, spec.seed(), false);
    World world = environments.worlds().world(ref);
    Proof proof = Proof.of(world, PROVEN_ON, spec.seed());
    if (!proof.holds() && facts.equals(WorldRef.PROJECT)) {
      throw new IllegalArgumentException(
          "the world of seed " + spec.seed() + " is not worth playing: " + proof.objections());
    }
    List<PlannedSet> sets = new ArrayList<>();
    int further = Math.max(1, spec.limit() / FURTHER);
    sets.add(set(ref, Kind.BRIDGE, spec.limit(), spec, List.of(Variant.values())));
    if (world.corpus().count(3) > 0) {
      sets.add(set(ref, Kind.THREE_HOP, further, spec, List.of(Variant.PLAIN)));
    }
    if (world.corpus().compares()) {
      sets.add(set(ref, Kind.COMPARISON, further, spec, List.of(Variant.PLAIN)));
    }
    return sets;
  }

  private static PlannedSet set(
      WorldRef ref, Kind kind, int questions, EvaluationSpec spec, List<Variant> variants) {
    return new PlannedSet(
        new EnvironmentRef.Specialists(ref, kind),
        questions,
        spec.tradeOffs(),
        variants,
        SuiteOptions.specialists(0));
  }
}
