// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a {@link RecordedPool} as a process, until it is told to end. */
@Command(
    name = "recorded-pool",
    mixinStandardHelpOptions = true,
    description = "Stands in for paid APIs: recorded replies, latencies, faults, counters.")
public final class RecordedPoolMain implements Callable<Integer> {

  @Option(names = "--port", description = "0: a free one")
  private int port;

  @Option(
      names = "--model",
      paramLabel = "NAME[=P50[/P95]]",
      description = "a model and its latency in ms; may be repeated; none: every name is served")
  private List<String> models = List.of();

  @Option(
      names = "--latency",
      paramLabel = "P50[/P95]",
      description = "of models without their own, in ms")
  private String latency = "0";

  @Option(names = "--recording", paramLabel = "FILE", description = "JSONL: question, model, reply")
  private @Nullable Path recording;

  @Option(names = "--facts", paramLabel = "FILE", description = "JSONL: subject, relation, object")
  private @Nullable Path facts;

  @Option(names = "--faults", paramLabel = "FILE", description = "JSON array of fault rules")
  private @Nullable Path faults;

  @Option(names = "--honour-idempotency-key", description = "a key seen before is not billed again")
  private boolean honourIdempotencyKey;

  @Option(names = "--seed", description = "of latencies and faults")
  private long seed = 1;

  public static void main(String[] args) {
    System.exit(new CommandLine(new RecordedPoolMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      RecordedPool pool = RecordedPool.start(config());
      Processes.announce(pool.port(), pool::close);
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return Processes.refuse(e);
    }
  }

  private PoolConfig config() {
    Latency otherwise = Latency.parse(latency);
    Map<String, Latency> byName = new LinkedHashMap<>();
    for (String model : models) {
      int split = model.lastIndexOf('=');
      byName.put(
          split < 0 ? model : model.substring(0, split),
          split < 0 ? otherwise : Latency.parse(model.substring(split + 1)));
    }
    return new PoolConfig(
        port, byName, otherwise, recording, facts, rules(), honourIdempotencyKey, seed);
  }

  private List<FaultRule> rules() {
    if (faults == null) {
      return List.of();
    }
    try {
      return FaultRule.parseAll(new ObjectMapper().readTree(faults.toFile()));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(faults + ": " + e.getMessage(), e);
    }
  }
}
