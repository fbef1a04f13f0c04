// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.overhead.Conditions;
import org.routerr1.bench.policy.RowSpec.Against;
import org.routerr1.bench.process.PeerPython;
import org.routerr1.bench.process.ScratchDirectory;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Compared;
import org.routerr1.bench.report.Exit;
import org.routerr1.bench.report.Tables;
import org.routerr1.infra.stack.StackException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./router bench policy}: our policy server beside llama.cpp's server and transformers. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "The policy server beside llama.cpp's server and transformers, in turns.")
public final class PolicyCommand implements Callable<Integer> {

  private static final int CONTEXT = 1024;

  @Mixin private Common common = new Common();

  @Option(names = "--turns", description = "measurements of each side; medians count")
  private int turns = 5;

  @Option(names = "--only", paramLabel = "ROWS", description = "these rows, with commas between")
  private String only = "";

  @Option(names = "--quick", description = "one turn, short texts: does it run?")
  private boolean quick;

  @Option(names = "--precision", description = "of our serving mode (router.policy.precision)")
  private String precision = "stored";

  @Option(names = "--threads", description = "of every engine")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--model", description = "a GGUF file (default: the policy's)")
  private @Nullable Path model;

  @Option(
      names = "--peer-python",
      description =
          "a Python with infra/bench/peers/requirements.txt (default: one of its own, installed once)")
  private @Nullable Path peerPython;

  /** The document. */
  record Report(String bench, Map<String, Object> conditions, List<Compared> rows) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<RowSpec> specs = RowSpec.named(only);
    if (turns < 1 || threads < 1) {
      throw StackException.badInput("--turns and --threads are 1 or more");
    }
    int each = quick ? 1 : turns;
    Lengths lengths = quick ? Lengths.QUICK : Lengths.WHOLE;
    Path file = common.policyModel(model);
    try (ScratchDirectory scratch = ScratchDirectory.in(common.dataDir(), "bench")) {
      Path logs = scratch.path().resolve("logs");
      Map<String, Object> conditions = Conditions.of(scratch.path(), Map.of());
      conditions.put("threads", threads);
      conditions.put("precision", precision);
      conditions.put("turns", each);
      conditions.put("decode_tokens", lengths.decode());
      conditions.put("rounds", lengths.rounds());
      conditions.put("ours", "policy server in a process of its own, over gRPC");
      common.progress("starting our server and its peers");
      List<Compared> rows;
      try (OurSide serving = ours(scratch, "serving", file, precision, lengths);
          OurSide exact =
              precision.equals("f32") ? serving : ours(scratch, "exact", file, "f32", lengths);
          PolicySide llama = wants(specs, Against.LLAMA_CPP) ? llama(file, lengths, logs) : null;
          PolicySide transformers =
              wants(specs, Against.TRANSFORMERS) ? transformers(file, lengths, logs) : null) {
        rows = new ArrayList<>();
        for (RowSpec spec : specs) {
          PolicySide peer =
              switch (spec.against()) {
                case LLAMA_CPP -> llama;
                case TRANSFORMERS -> transformers;
                case LIMIT -> Limit.CONSTRAINT;
              };
          Compared row = measured(spec, spec.f32() ? exact : serving, peer, each);
          common.progress(row.toString());
          rows.add(row);
        }
      }
      common.print(new Report("policy", conditions, rows), () -> text(conditions, rows));
    }
    return Exit.DONE;
  }

  /** A first turn that does not count, then both in turns. */
  private Compared measured(RowSpec spec, PolicySide ours, @Nullable PolicySide peer, int turns)
      throws InterruptedException {
    List<Double> we = new ArrayList<>();
    List<Double> they = new ArrayList<>();
    int salt = 1000 * (1 + RowSpec.ALL.indexOf(spec));
    for (int turn = 0; turn <= turns; turn++) {
      double our = ours.measure(spec.task(), salt + turn);
      double their = peer == null ? 0 : peer.measure(spec.task(), salt + turn);
      common.progress(
          "%s, turn %d of %d: %s, %s %s"
              .formatted(
                  spec.what(),
                  turn,
                  turns,
                  Tables.figure(our),
                  peer == null ? "no peer" : peer.name(),
                  Tables.figure(their)));
      if (turn > 0) {
        we.add(our);
        they.add(their);
      }
    }
    return spec.row(we, peer == null ? null : peer.name(), they);
  }

  private static boolean wants(List<RowSpec> specs, Against against) {
    return specs.stream().anyMatch(s -> s.against() == against);
  }

  private OurSide ours(
      ScratchDirectory scratch, String name, Path file, String mode, Lengths lengths)
      throws IOException, InterruptedException {
    Path dir = Files.createDirectories(scratch.path().resolve(name));
    return OurSide.start(common.home(), dir, file, CONTEXT, threads, mode, lengths);
  }

  private @Nullable PolicySide llama(Path file, Lengths lengths, Path logs)
      throws InterruptedException {
    Path python = common.dataDir().resolve("python/bin/python");
    return peer(
        "llama.cpp",
        () -> LlamaSide.start(common.home(), python, file, CONTEXT, threads, lengths, logs));
  }

  private @Nullable PolicySide transformers(Path file, Lengths lengths, Path logs)
      throws InterruptedException {
    return peer(
        "transformers",
        () ->
            TransformersSide.start(
                common.home(), PeerPython.of(common, peerPython), file, threads, lengths, logs));
  }

  private interface Start {
    PolicySide peer() throws InterruptedException;
  }

  private @Nullable PolicySide peer(String name, Start start) throws InterruptedException {
    try {
      return start.peer();
    } catch (RuntimeException e) {
      common.progress(name + " cannot be started, its figures are null: " + e.getMessage());
      return null;
    }
  }

  private static String text(Map<String, Object> conditions, List<Compared> rows) {
    return String.join("\n", Conditions.lines(conditions)) + "\n\n" + Compared.table(rows);
  }
}
