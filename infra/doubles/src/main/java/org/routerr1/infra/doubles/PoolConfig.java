// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RecordedPool} serves. Start from {@link #DEFAULTS}.
 *
 * @param port 0: a free one
 * @param models latency by name; empty: every name is served, with the default latency
 * @param recording replies by question and model; null: none
 * @param facts facts that answer what is not recorded; null: none
 * @param faults at the start
 * @param honourIdempotencyKey whether a key seen before gets the reply it got then, unbilled
 * @param seed of latencies and of faults by probability
 */
public record PoolConfig(
    int port,
    Map<String, Latency> models,
    Latency defaultLatency,
    @Nullable Path recording,
    @Nullable Path facts,
    List<FaultRule> faults,
    boolean honourIdempotencyKey,
    long seed) {

  public static final PoolConfig DEFAULTS =
      new PoolConfig(0, Map.of(), Latency.fixed(0), null, null, List.of(), false, 1);

  public PoolConfig withPort(int port) {
    return new PoolConfig(
        port, models, defaultLatency, recording, facts, faults, honourIdempotencyKey, seed);
  }

  public PoolConfig withModel(String name, Latency latency) {
    Map<String, Latency> more = new LinkedHashMap<>(models);
    more.put(name, latency);
    return new PoolConfig(
        port, more, defaultLatency, recording, facts, faults, honourIdempotencyKey, seed);
  }

  public PoolConfig withDefaultLatency(Latency latency) {
    return new PoolConfig(
        port, models, latency, recording, facts, faults, honourIdempotencyKey, seed);
  }

  public PoolConfig withRecording(Path file) {
    return new PoolConfig(
        port, models, defaultLatency, file, facts, faults, honourIdempotencyKey, seed);
  }

  public PoolConfig withFacts(Path file) {
    return new PoolConfig(
        port, models, defaultLatency, recording, file, faults, honourIdempotencyKey, seed);
  }

  public PoolConfig withFaults(FaultRule... rules) {
    return new PoolConfig(
        port, models, defaultLatency, recording, facts, List.of(rules), honourIdempotencyKey, seed);
  }

  public PoolConfig withIdempotencyKeys() {
    return new PoolConfig(port, models, defaultLatency, recording, facts, faults, true, seed);
  }

  public PoolConfig withSeed(long seed) {
    return new PoolConfig(
        port, models, defaultLatency, recording, facts, faults, honourIdempotencyKey, seed);
  }
}
