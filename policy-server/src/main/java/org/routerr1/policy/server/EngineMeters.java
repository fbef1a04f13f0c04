// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.routerr1.policy.decide.EngineLoad;
import org.routerr1.policy.decide.EngineObserver;
import org.routerr1.policy.decide.PolicyEngine;
import org.routerr1.policy.decide.Versions;

/** Counts and times what the engine does; docs/policy-server.md lists the names. */
final class EngineMeters implements EngineObserver {

  private static final String PREFIX = "router.policy.";
  private static final double NANOS = 1e9;
  private static final double[] SEQUENCES = {1, 2, 4, 8, 16, 32, 64, 128, 256};
  private static final Duration[] TIMES = {
    Duration.ofMillis(10),
    Duration.ofMillis(30),
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final DistributionSummary sequences;
  private final Timer steps;
  private final Counter grammar;
  private final Counter computed;
  private final Counter taken;
  private final Counter hits;
  private final Counter misses;
  private final Counter chosen;
  private final Counter forced;
  private final Kind queries;
  private final Kind training;

  /** What is told apart by who goes first. */
  private record Kind(
      Timer firstToken, Timer decision, Counter rejected, Counter cancelled, Counter failed) {}

  EngineMeters(MeterRegistry registry) {
    this.registry = registry;
    sequences =
        DistributionSummary.builder(PREFIX + "step.sequences")
            .description("Sequences that took part in a step")
            .serviceLevelObjectives(SEQUENCES)
            .register(registry);
    steps =
        Timer.builder(PREFIX + "step")
            .description("Steps, and how long they took")
            .register(registry);
    grammar =
        Counter.builder(PREFIX + "grammar")
            .baseUnit("seconds")
            .description("Time for legal tokens, masks and the choice among them, on all threads")
            .register(registry);
    computed = counter("prompt.tokens", "Tokens of prompts", "source", "computed");
    taken = counter("prompt.tokens", "Tokens of prompts", "source", "cache");
    hits = counter("prompts", "Prompts that were read", "prefix", "hit");
    misses = counter("prompts", "Prompts that were read", "prefix", "miss");
    chosen = counter("decoded.tokens", "Tokens of decisions that were made", "kind", "chosen");
    forced = counter("decoded.tokens", "Tokens of decisions that were made", "kind", "forced");
    queries = kind("query");
    training = kind("training");
  }

  private Kind kind(String priority) {
    return new Kind(
        timer("first.token", "From a request to its decision's first token", priority),
        timer("decision", "From a request to its decision", priority),
        counter("rejected", "Requests that found the queue full", "priority", priority),
        counter("cancelled", "Requests that nobody waited for any more", "priority", priority),
        counter("failed", "Requests that could not be computed", "priority", priority));
  }

  private Timer timer(String name, String description, String priority) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .tag("priority", priority)
        .serviceLevelObjectives(TIMES)
        .register(registry);
  }

  private Counter counter(String name, String description, String tag, String value) {
    return Counter.builder(PREFIX + name)
        .description(description)
        .tag(tag, value)
        .register(registry);
  }

  /** Shows what an engine holds, too. */
  void show(PolicyEngine engine, Versions versions) {
    String queue = "Requests that wait for a place";
    gauge(engine, "queue.length", queue, EngineLoad::waitingQueries, "priority", "query");
    gauge(engine, "queue.length", queue, EngineLoad::waitingTraining, "priority", "training");
    gauge(engine, "active.sequences", "Sequences that are read or written", EngineLoad::active);
    gauge(engine, "kv.cache.bytes", "Keys and values in use", EngineLoad::kvBytes);
    gauge(engine, "kv.cache.limit.bytes", "Keys and values at most", EngineLoad::kvMostBytes);
    gauge(engine, "prefix.cache.bytes", "Kept beginnings of prompts", EngineLoad::prefixBytes);
    Gauge.builder(PREFIX + "adapters.loaded", versions, Versions::loadedAdapters)
        .description("Adapters in memory")
        .register(registry);
  }

  private void gauge(
      PolicyEngine engine,
      String name,
      String description,
      ToDoubleFunction<EngineLoad> value,
      String... tags) {
    Gauge.builder(PREFIX + name, engine, e -> value.applyAsDouble(e.load()))
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private Kind of(boolean isTraining) {
    return isTraining ? training : queries;
  }

  @Override
  public void stepped(int count, long nanos, long grammarNanos) {
    sequences.record(count);
    steps.record(Duration.ofNanos(nanos));
    grammar.increment(grammarNanos / NANOS);
  }

  @Override
  public void read(int tokens, boolean known) {
    (known ? taken : computed).increment(tokens);
  }

  @Override
  public void promptRead(boolean hit) {
    (hit ? hits : misses).increment();
  }

  @Override
  public void firstToken(boolean isTraining, long nanos) {
    of(isTraining).firstToken().record(Duration.ofNanos(nanos));
  }

  @Override
  public void decided(boolean isTraining, int chosenTokens, int forcedTokens, long nanos) {
    chosen.increment(chosenTokens);
    forced.increment(forcedTokens);
    of(isTraining).decision().record(Duration.ofNanos(nanos));
  }

  @Override
  public void rejected(boolean isTraining) {
    of(isTraining).rejected().increment();
  }

  @Override
  public void cancelled(boolean isTraining) {
    of(isTraining).cancelled().increment();
  }

  @Override
  public void failed(boolean isTraining) {
    of(isTraining).failed().increment();
  }
}
