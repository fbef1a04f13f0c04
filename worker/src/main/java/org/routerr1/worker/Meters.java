// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.StepObserver;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/** Counts decisions and candidate calls, their tokens, time and money. */
final class Meters implements StepObserver {

  private final MeterRegistry registry;

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void decided(String policyVersion, Usage usage, long costNanoUsd, long millis) {
    Timer.builder("router.decisions")
        .description("Decisions of the policy, and how long it took")
        .tag("policy", policyVersion)
        .register(registry)
        .record(Duration.ofMillis(millis));
    spent("policy", policyVersion, usage, costNanoUsd);
  }

  @Override
  public void called(
      String candidate, @Nullable FailureCode failure, Usage usage, long costNanoUsd, long millis) {
    Timer.builder("router.candidate.calls")
        .description("Attempts at candidates, and how long they took")
        .tag("candidate", candidate)
        .tag("outcome", failure == null ? "ok" : failure.wire())
        .register(registry)
        .record(Duration.ofMillis(millis));
    spent("candidate", candidate, usage, costNanoUsd);
  }

  private void spent(String what, String name, Usage usage, long costNanoUsd) {
    count("router.tokens.input", what, name, usage.inputTokens());
    count("router.tokens.output", what, name, usage.outputTokens());
    count("router.cost.nanousd", what, name, costNanoUsd);
  }

  private void count(String meter, String what, String name, long amount) {
    Counter.builder(meter).tag("by", what).tag("name", name).register(registry).increment(amount);
  }
}
