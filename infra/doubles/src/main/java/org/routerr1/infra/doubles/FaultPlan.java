// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Says which fault strikes the next call: the first rule that does, in the order given. */
final class FaultPlan {

  private final long seed;
  private List<FaultRule> rules = List.of();
  private long[] seen = {};

  FaultPlan(long seed, List<FaultRule> rules) {
    this.seed = seed;
    set(rules);
  }

  /** Replaces all rules; their calls are counted from here. */
  void set(List<FaultRule> rules) {
    this.rules = List.copyOf(rules);
    this.seen = new long[rules.size()];
  }

  List<FaultRule> rules() {
    return rules;
  }

  @Nullable FaultRule next(String model) {
    FaultRule struck = null;
    for (int i = 0; i < rules.size(); i++) {
      FaultRule rule = rules.get(i);
      if (rule.model() == null || rule.model().equals(model)) {
        long call = ++seen[i];
        if (struck == null && strikes(rule.when(), i, call)) {
          struck = rule;
        }
      }
    }
    return struck;
  }

  private boolean strikes(FaultRule.When when, int rule, long call) {
    return switch (when) {
      case FaultRule.When.Always() -> true;
      case FaultRule.When.Calls(var numbers) -> numbers.contains(call);
      case FaultRule.When.Every(long n) -> call % n == 0;
      case FaultRule.When.First(long n) -> call <= n;
      case FaultRule.When.Probability(double p) ->
          new SplittableRandom(Mix.of(seed, rule, call)).nextDouble() < p;
    };
  }
}
