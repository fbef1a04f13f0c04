// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.routerr1.bench.load.GatewayClient;
import org.routerr1.bench.process.Doubles;
import org.routerr1.bench.process.Foundations;
import org.routerr1.bench.process.RouterProcesses;
import org.routerr1.bench.process.ScratchDirectory;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Exit;
import org.routerr1.bench.report.Tables;
import org.routerr1.infra.doubles.Latency;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.infra.doubles.RecordedPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./router drill crash}: the worker dies at random moments, and nothing may be lost. */
@Command(
    name = "drill-crash",
    mixinStandardHelpOptions = true,
    description = "Kills the worker while queries are under way, and counts what was paid twice.")
public final class DrillCrashCommand implements Callable<Integer> {

  private static final int ROUTES = 4;

  @Mixin private Common common = new Common();

  @Option(names = "--kills", description = "how often the worker dies")
  private int kills = 10;

  @Option(names = "--seed", description = "of the moments and the latencies")
  private long seed = 1;

  @Option(names = "--queries", description = "under way at each kill")
  private int queries = 50;

  @Option(
      names = "--honour-idempotency-key",
      description = "the candidates know a call that they have answered before")
  private boolean honourIdempotencyKey;

  /** The document. */
  record Report(String drill, List<Kill> kills) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PoolConfig config =
        PoolConfig.DEFAULTS.withModel(CrashDrill.MODEL, new Latency(100, 300)).withSeed(seed);
    List<Kill> done = new ArrayList<>();
    common.progress("starting database, Temporal, doubles, worker and gateway");
    try (ScratchDirectory scratch = ScratchDirectory.in(common.dataDir(), "drill");
        RecordedPool pool =
            RecordedPool.start(honourIdempotencyKey ? config.withIdempotencyKeys() : config);
        Doubles.Listening policy = Doubles.policy(scratch.path().resolve("logs"), ROUTES);
        Foundations foundations = Foundations.start(common.binaries(), scratch.path());
        JournalProbe journal = new JournalProbe(foundations.postgres())) {
      journal.makeUser(CrashDrill.WORKER_USER);
      RouterProcesses router = router(scratch.path(), pool, policy, foundations);
      try (RouterProcesses.App worker = router.worker(CrashDrill.WORKER_USER);
          RouterProcesses.App gateway = router.gateway();
          GatewayClient client =
              new GatewayClient(gateway.uri("/v1/chat/completions"), ROUTES + 2)) {
        CrashDrill drill =
            new CrashDrill(
                client,
                worker.process(),
                pool,
                journal,
                new SplittableRandom(seed),
                queries,
                ROUTES);
        for (int i = 1; i <= kills; i++) {
          Kill kill = drill.kill(i);
          common.progress("kill " + i + " of " + kills + ": " + kill);
          done.add(kill);
        }
      }
    }
    common.print(new Report("crash", done), () -> table(done));
    return done.stream().allMatch(Kill::kept) ? Exit.DONE : Exit.VERIFICATION_FAILED;
  }

  private RouterProcesses router(
      Path dir, RecordedPool pool, Doubles.Listening policy, Foundations foundations) {
    return new RouterProcesses(
        common.home(),
        dir,
        foundations.temporalAddress(),
        foundations.postgres(),
        policy.address(),
        RouterProcesses.writeCatalogue(
            dir.resolve("catalogue.yaml"), pool.baseUrl(), List.of(CrashDrill.MODEL)));
  }

  private static String table(List<Kill> kills) {
    return Tables.of(
        Stream.concat(
                Stream.of(
                    List.of(
                        "at call",
                        "completed",
                        "journalled bought again",
                        "delivered bought again",
                        "delivered",
                        "connections kept",
                        "recovered ms")),
                kills.stream()
                    .map(k ->
                        List.of(
                            "" + k.atCall(),
                            k.completed() + " of " + k.of(),
                            "" + k.journalledBoughtAgain(),
                            "" + k.deliveredBoughtAgain(),
                            "" + k.delivered(),
                            k.connectionsKept() + " of " + k.of(),
                            "" + k.recoveredMs())))
            .toList());
  }
}
