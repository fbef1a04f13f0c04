// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedPolicy;
import org.routerr1.activities.policy.ServedVersion;

/** Resolves the policies that an evaluation names, among the versions that are served. */
final class PolicyNames {

  /** The base model in tables. */
  static final String UNTRAINED = "untrained";

  private final List<ServedVersion> served;

  PolicyNames(List<ServedVersion> served) {
    this.served = served;
  }

  /**
   * The policies of a specification; where it names none, the suite's own newest version if there
   * is one, and the untrained model.
   *
   * @throws IllegalArgumentException a version that is not served
   */
  List<PlannedPolicy> resolve(EvaluationSpec spec) {
    List<String> names = new ArrayList<>(spec.policies());
    if (names.isEmpty()) {
      own(trainingFor(spec.suite())).ifPresent(version -> names.add(version.name()));
    }
    boolean untrained =
        spec.baselines().isEmpty()
            ? names.isEmpty() || spec.policies().isEmpty()
            : spec.baselines().contains(UNTRAINED);
    if (untrained) {
      names.add(UNTRAINED);
    }
    Map<String, PlannedPolicy> resolved = new LinkedHashMap<>();
    for (String name : names) {
      PlannedPolicy policy = named(name);
      resolved.putIfAbsent(policy.version(), policy);
    }
    return List.copyOf(resolved.values());
  }

  /** The training whose versions a suite shows. */
  private static String trainingFor(String suite) {
    return switch (suite) {
      case EvaluationSpec.DATA -> EvaluationSpec.HOME;
      case EvaluationSpec.COVERAGE -> "grpo";
      default -> suite;
    };
  }

  private PlannedPolicy named(String name) {
    if (name.equals(UNTRAINED)) {
      return new PlannedPolicy(UNTRAINED, base().name(), false);
    }
    ServedVersion version =
        served.stream()
            .filter(v -> v.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no policy version is called "
                        + name
                        + ": the policy server has "
                        + String.join(", ", served.stream().map(ServedVersion::name).toList())));
    return new PlannedPolicy(
        version.base() ? UNTRAINED : version.name(), version.name(), version.readsWorth());
  }

  ServedVersion base() {
    return served.stream()
        .filter(ServedVersion::base)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the policy server names no base model"));
  }

  /** The newest version whose name begins with the suite's. */
  private Optional<ServedVersion> own(String suite) {
    return served.stream()
        .filter(v -> v.name().startsWith(suite + "@"))
        .max(Comparator.comparing(ServedVersion::created));
  }
}
