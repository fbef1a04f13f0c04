// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.overhead.Conditions;
import org.routerr1.bench.process.PolicyProcess;
import org.routerr1.bench.process.ScratchDirectory;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Exit;
import org.routerr1.infra.stack.StackException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./router bench soak}: mixed load on the policy server for a long time. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description =
        "Mixed load, swaps, gradients and a SIGKILL on the policy server; memory must stay flat.")
public final class SoakCommand implements Callable<Integer> {

  @Mixin private Common common = new Common();

  @Option(names = "--minutes", description = "how long (fractions are allowed)")
  private double minutes = 60;

  @Option(names = "--callers", description = "calls at once")
  private int callers = 12;

  @Option(names = "--seed", description = "of what is asked when")
  private long seed = 1;

  @Option(names = "--model", description = "a GGUF file (default: the policy's)")
  private @Nullable Path model;

  @Option(names = "--context", description = "longest prompt and action together, in tokens")
  private int context = 1024;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    if (!(minutes > 0 && minutes <= 24 * 60) || callers < 1) {
      throw StackException.badInput("--minutes is above 0 and at most 1440, --callers 1 or more");
    }
    Path file = common.policyModel(model);
    try (ScratchDirectory scratch = ScratchDirectory.in(common.dataDir(), "bench")) {
      Map<String, Object> conditions = Conditions.of(scratch.path(), Map.of());
      conditions.put("model", file.getFileName().toString());
      conditions.put("minutes", minutes);
      conditions.put("callers", callers);
      conditions.put("seed", seed);
      SoakReport report;
      try (PolicyProcess server =
          PolicyProcess.start(
              common.home(),
              scratch.path(),
              file,
              context,
              Map.of(
                  // Little, so that all of it is full before memory is looked at.
                  "ROUTER_POLICY_KV_CACHE_MIB", "256",
                  "ROUTER_POLICY_PREFIX_CACHE_MIB", "32",
                  "ROUTER_POLICY_DECISION_STORE_MIB", "1",
                  "ROUTER_POLICY_LOADED_ADAPTERS", "3",
                  "ROUTER_POLICY_BATCH", "8",
                  "ROUTER_POLICY_QUEUE_LENGTH", "3"))) {
        report =
            new Soak(
                    server,
                    Duration.ofMillis((long) (minutes * 60_000)),
                    callers,
                    seed,
                    common::progress)
                .run(conditions);
      }
      common.print(report, report::text);
      return report.passed() ? Exit.DONE : Exit.VERIFICATION_FAILED;
    }
  }
}
