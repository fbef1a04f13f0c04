// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingConfig.Lessons;
import org.routerr1.activities.training.TrainingConfig.MadeWorld;
import org.routerr1.activities.training.TrainingConfig.Reinforcement;
import org.routerr1.activities.training.TrainingConfig.Validation;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.bench.process.ScratchDirectory;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Exit;
import org.routerr1.bench.report.Tables;
import org.routerr1.infra.stack.StackException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./router drill training}: a small training undisturbed, then the same with a SIGKILL of
 * policy server, worker and Temporal; both must end with the same bytes.
 */
@Command(
    name = "drill-training",
    mixinStandardHelpOptions = true,
    description =
        "Kills policy server, worker and Temporal in the middle of a training, and compares the bytes.")
public final class DrillTrainingCommand implements Callable<Integer> {

  private static final int MINUTES = 60;

  /** Nobody is asked here but the candidates of the training's own world. */
  private static final String NOBODY = "http://127.0.0.1:9/v1";

  @Mixin private Common common = new Common();

  @Option(names = "--seed", description = "of the training and of the moments")
  private long seed = 1;

  @Option(names = "--lessons", description = "steps on a teacher's lessons")
  private int lessons = 3;

  @Option(names = "--episodes", description = "steps on episodes that the policy plays")
  private int episodes = 3;

  @Option(names = "--model", description = "a GGUF file (default: the policy's)")
  private @Nullable Path model;

  @Option(names = "--context", description = "longest prompt of the model, in tokens")
  private int context = 4096;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (lessons < 0 || episodes < 0 || lessons + episodes < 2) {
      throw StackException.badInput("a training of two steps at least is needed to die in");
    }
    Path file = model();
    try (ScratchDirectory scratch = ScratchDirectory.in(common.dataDir(), "drill")) {
      boolean kept = false;
      try {
        TrainingReport report = drill(scratch, file);
        common.print(report, () -> table(report));
        kept = report.kept();
      } finally {
        if (!kept) {
          scratch.keep();
          common.progress("what its servers wrote stays in " + scratch.path());
        }
      }
      return kept ? Exit.DONE : Exit.VERIFICATION_FAILED;
    }
  }

  private TrainingReport drill(ScratchDirectory scratch, Path file) throws InterruptedException {
    common.progress("undisturbed: starting database, Temporal, policy server and worker");
    TrainingEnd quiet;
    try (TrainingGround ground = ground(scratch, "undisturbed", file)) {
      quiet = new TrainingDrill(ground, spec()).undisturbed();
    }
    common.progress("ended with " + quiet + "; now with kills");
    List<PartKill> kills = new ArrayList<>();
    try (TrainingGround ground = ground(scratch, "disturbed", file)) {
      TrainingEnd shaken =
          new TrainingDrill(ground, spec())
              .disturbed(
                  List.of(Part.values()),
                  new SplittableRandom(seed),
                  quiet.ms() / (lessons + episodes),
                  kill -> {
                    common.progress(kill.toString());
                    kills.add(kill);
                  });
      return TrainingReport.of(seed, quiet, shaken, kills);
    }
  }

  private TrainingGround ground(ScratchDirectory scratch, String name, Path file)
      throws InterruptedException {
    return TrainingGround.start(common, scratch.path().resolve(name), file, context, NOBODY);
  }

  private Path model() {
    String named = System.getenv("ROUTER_POLICY_MODEL");
    Path given = model;
    return common.policyModel(given == null && named != null ? Path.of(named) : given);
  }

  private TrainingSpec spec() {
    return new TrainingSpec(
        "drilled",
        new TrainingConfig(
            "drill",
            new MadeWorld("trade_off", 16, 12),
            new Lessons(lessons, 2, 1e-3, 1e-3, 6, false),
            new Reinforcement(episodes, 2, 4, 2, 1e-3),
            new Validation(lessons + episodes, 5),
            2,
            MINUTES,
            4),
        seed,
        null,
        1,
        true,
        "./router drill training --seed " + seed);
  }

  private static String table(TrainingReport report) {
    List<List<String>> rows =
        Stream.concat(
                Stream.of(List.of("killed", "at step", "after ms", "ready ms", "recovered ms")),
                report.kills().stream()
                    .map(k ->
                        List.of(
                            k.part(),
                            "" + k.atStep(),
                            "" + k.afterMs(),
                            "" + k.readyMs(),
                            "" + k.recoveredMs())))
            .toList();
    return Tables.of(rows)
        + "\nadapter bytes equal: %s\nupdates applied twice: %d\njournalled replies asked for again: %d of %d"
            .formatted(
                report.adapterBytesEqual(),
                report.updatesAppliedTwice(),
                report.journalledAskedAgain(),
                report.disturbed().calls());
  }
}
