// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.routerr1.bench.load.BenchQueries;
import org.routerr1.bench.process.Doubles;
import org.routerr1.bench.process.Foundations;
import org.routerr1.bench.process.RouterProcesses;
import org.routerr1.bench.process.ScratchDirectory;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Exit;
import org.routerr1.bench.report.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./router bench overhead}: what durable rounds cost, ours against DBOS. */
@Command(
    name = "overhead",
    mixinStandardHelpOptions = true,
    description = "What a durable query of four rounds costs, measured beside DBOS in one run.")
public final class OverheadCommand implements Callable<Integer> {

  static final String QUICK = "quick";
  static final String SLOW = "slow";

  @Mixin private Common common = new Common();

  @Option(names = "--pairs", description = "loads of each side, taken in turns; medians count")
  private int pairs = 5;

  @Option(names = "--share", description = "of the queries in a load, 0 to 1; less is less sure")
  private double share = 1; // told in the conditions, so that a short run is known as one

  @Option(names = "--peer-connections", description = "of the peer to its database")
  private int peerConnections = 32;

  @Option(
      names = "--plugin-only",
      description = "no peer, gateway or naive set-up: for trying out settings")
  private boolean pluginOnly;

  /** The document. */
  record Report(String bench, Map<String, Object> conditions, List<Row> rows) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    common.progress("starting database, Temporal, doubles, peer, worker and gateway");
    try (ScratchDirectory scratch = ScratchDirectory.in(common.dataDir(), "bench")) {
      Path dir = scratch.path();
      Path logs = dir.resolve("logs");
      Map<String, Object> conditions;
      List<Row> rows = new ArrayList<>();
      try (Doubles.Listening policy = Doubles.policy(logs, BenchQueries.ROUTES);
          Doubles.Listening pool =
              Doubles.pool(logs, List.of("--model=" + QUICK + "=0", "--model=" + SLOW + "=200"));
          Foundations foundations = Foundations.start(common.binaries(), dir)) {
        conditions =
            Conditions.of(dir, Versions.of(foundations.postgres(), foundations.temporalAddress()));
        conditions.put("pairs", pairs);
        conditions.put("share", share);
        RouterProcesses router =
            new RouterProcesses(
                common.home(),
                dir,
                foundations.temporalAddress(),
                foundations.postgres(),
                policy.address(),
                RouterProcesses.writeCatalogue(
                    dir.resolve("catalogue.yaml"), pool.apiUrl(), List.of(QUICK, SLOW)));
        Course course = new Course(pairs, share, common::progress);
        if (pluginOnly) {
          try (RouterProcesses.App worker = router.worker();
              Side ours = new PluginSide(foundations.temporalAddress())) {
            rows.addAll(course.alone(ours, "_plugin_only"));
          }
          common.print(new Report("overhead", conditions, rows), () -> text(conditions, rows));
          return Exit.DONE;
        }
        try (RouterProcesses.App worker = router.worker();
            RouterProcesses.App gateway = router.gateway();
            Side ours = new PluginSide(foundations.temporalAddress());
            Side overHttp = new GatewaySide(gateway.uri("/v1/chat/completions"));
            Side peer =
                DbosSide.start(
                    foundations.postgres(),
                    policy.address(),
                    pool.apiUrl(),
                    peerConnections,
                    logs)) {
          rows.addAll(course.against(ours, "dbos", peer));
          rows.addAll(course.waiting(ours));
          rows.addAll(course.alone(overHttp, "_gateway"));
        }
        try (Side naive = NaiveSide.start(router)) {
          rows.addAll(course.alone(naive, "_naive"));
        }
      }
      common.print(new Report("overhead", conditions, rows), () -> text(conditions, rows));
    }
    return Exit.DONE;
  }

  private static String text(Map<String, Object> conditions, List<Row> rows) {
    return String.join("\n", Conditions.lines(conditions))
        + "\n\n"
        + Tables.of(
            Stream.concat(
                    Stream.of(List.of("what", "unit", "n", "ours", "peer", "theirs", "ratio")),
                    rows.stream()
                        .map(r ->
                            List.of(
                                r.what(),
                                r.unit(),
                                "" + r.n(),
                                Tables.figure(r.ours()),
                                r.peer(),
                                Tables.figure(r.theirs()),
                                Tables.figure(r.ratio()))))
                .toList());
  }
}
