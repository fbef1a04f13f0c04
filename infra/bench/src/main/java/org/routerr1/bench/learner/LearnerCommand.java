// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.learner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.overhead.Conditions;
import org.routerr1.bench.process.PeerPython;
import org.routerr1.bench.process.PolicyProcess;
import org.routerr1.bench.process.ScratchDirectory;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Compared;
import org.routerr1.bench.report.Exit;
import org.routerr1.infra.stack.StackException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./router bench learner}: our learner and sampler beside PyTorch with peft, and what a
 * whole training costs beside them.
 */
@Command(
    name = "learner",
    mixinStandardHelpOptions = true,
    description =
        "Updates and grouped rollouts beside PyTorch with peft, in turns; what workflows add to a training, and what a training costs those who ask.")
public final class LearnerCommand implements Callable<Integer> {

  private static final int CONTEXT = 1024;
  private static final String PEER = "peft";

  private static final List<String> BESIDE_PEFT = List.of("update", "rollout_grouped");
  private static final List<String> WHOLE = List.of("episode_overhead", "ask_while_training");

  @Mixin private Common common = new Common();

  @Option(names = "--turns", description = "measurements of each side; medians count")
  private int turns = 5;

  @Option(names = "--quick", description = "one turn, short texts: does it run?")
  private boolean quick;

  @Option(names = "--threads", description = "of both sides")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--only", paramLabel = "ROWS", description = "these rows, with commas between")
  private String only = "";

  @Option(
      names = "--peer-python",
      description =
          "a Python with infra/bench/peers/requirements.txt (default: one of its own, installed once)")
  private @Nullable Path peerPython;

  @Option(names = "--model", description = "a GGUF file (default: the policy's)")
  private @Nullable Path model;

  @Option(names = "--context", description = "longest prompt of an episode, in tokens")
  private int episodeContext = 4096;

  /** The document. */
  record Report(String bench, Map<String, Object> conditions, List<Compared> rows) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> wanted = Common.rows(only, all());
    if (turns < 1 || threads < 1) {
      throw StackException.badInput("--turns and --threads are 1 or more");
    }
    Shape shape = quick ? Shape.QUICK : Shape.WHOLE;
    int each = quick ? 1 : turns;
    Path file = common.policyModel(model);
    try (ScratchDirectory scratch = ScratchDirectory.in(common.dataDir(), "bench")) {
      Path dir = scratch.path();
      Map<String, Object> conditions = Conditions.of(dir, Map.of());
      conditions.put("threads", threads);
      conditions.put("precision", "f32");
      conditions.put("turns", each);
      conditions.put("shape", shape.toString());
      List<Compared> rows = new ArrayList<>();
      if (wanted.stream().anyMatch(BESIDE_PEFT::contains)) {
        besidePeft(dir, file, shape, each, wanted, rows);
      }
      if (wanted.stream().anyMatch(WHOLE::contains)) {
        whole(dir.resolve("training"), file, each, wanted, rows);
      }
      common.print(
          new Report("learner", conditions, rows),
          () -> String.join("\n", Conditions.lines(conditions)) + "\n\n" + Compared.table(rows));
    }
    return Exit.DONE;
  }

  private static List<String> all() {
    return Stream.concat(BESIDE_PEFT.stream(), WHOLE.stream()).toList();
  }

  private void besidePeft(
      Path dir, Path file, Shape shape, int each, List<String> wanted, List<Compared> rows)
      throws InterruptedException {
    Path python = PeerPython.of(common, peerPython);
    common.progress("starting our server and PyTorch");
    Map<String, String> settings =
        Map.of(
            "ROUTER_POLICY_PRECISION", "f32",
            "ROUTER_POLICY_THREADS", Integer.toString(threads),
            "ROUTER_POLICY_MAX_THINK_TOKENS", Integer.toString(shape.longestText()),
            "ROUTER_POLICY_MAX_ANSWER_TOKENS", Integer.toString(shape.longestText()));
    try (OurLearner ours =
            new OurLearner(
                PolicyProcess.start(common.home(), dir, file, CONTEXT, settings), shape);
        PeftSide theirs = new PeftSide(common.home(), python, file, threads, dir.resolve("logs"))) {
      if (wanted.contains("update")) {
        rows.add(updates(ours, theirs, shape, each));
      }
      if (wanted.contains("rollout_grouped")) {
        rows.add(rollouts(ours, theirs, shape, each));
      }
    }
  }

  private void whole(Path dir, Path file, int each, List<String> wanted, List<Compared> rows)
      throws InterruptedException {
    common.progress("starting database, Temporal, policy server and worker");
    try (TrainingRows training = new TrainingRows(common, dir, file, episodeContext)) {
      if (wanted.contains("episode_overhead")) {
        rows.add(told(training.overhead(each)));
      }
      if (wanted.contains("ask_while_training")) {
        rows.add(told(training.ask(2 * each)));
      }
    }
  }

  /** A first turn that does not count, then both in turns. */
  private Compared updates(OurLearner ours, PeftSide theirs, Shape shape, int turns) {
    List<Double> we = new ArrayList<>();
    List<Double> they = new ArrayList<>();
    for (int turn = 0; turn <= turns; turn++) {
      OurLearner.Updated updated = ours.update(turn + 1);
      double their =
          theirs.update(
              shape.trees(),
              updated.tokens() / shape.trees(),
              updated.decisionTokens() / shape.trees());
      if (turn > 0) {
        we.add(updated.perSecond());
        they.add(their);
      }
    }
    return told(Compared.inTurns("update", "tokens/s", true, we, PEER, they, .9));
  }

  private Compared rollouts(OurLearner ours, PeftSide theirs, Shape shape, int turns)
      throws InterruptedException {
    List<Double> we = new ArrayList<>();
    List<Double> they = new ArrayList<>();
    for (int turn = 0; turn <= turns; turn++) {
      double our = ours.rollout(turn);
      double their = theirs.rollout(shape.samples(), shape.question(), 2 * shape.text());
      if (turn > 0) {
        we.add(our);
        they.add(their);
      }
    }
    return told(Compared.inTurns("rollout_grouped", "tokens/s", true, we, PEER, they, 1.5));
  }

  private Compared told(Compared row) {
    common.progress(row.toString());
    return row;
  }
}
