// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.training.Material;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.Money;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.lab.LabStack;
import org.routerr1.cli.lab.Materials;
import org.routerr1.cli.lab.RunClient;
import org.routerr1.cli.lab.RunWatch;
import org.routerr1.cli.lab.Versions;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.workflows.training.TrainingInput;
import org.routerr1.workflows.training.TrainingWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Trains a version of the policy. */
@Command(name = "train", description = "Train a version of the policy; the stable one stays.")
public final class TrainCommand implements Callable<Integer> {

  static final int MOST_STEPS = 100_000;
  private static final int MOST_MINUTES = 1_440;
  private static final double MOST_RATE = .01;

  @ParentCommand private RouterCommand root;

  @Option(
      names = "--config",
      paramLabel = "NAME",
      description = "specialists, home, grpo, or coverage (the lessons of grpo alone)")
  private @Nullable String config;

  @Option(names = "--seed", defaultValue = "1", description = "of facts, worlds and adapter")
  private long seed;

  @Option(names = "--steps", paramLabel = "N", description = "a shorter training of the same kind")
  private @Nullable Integer steps;

  @Option(names = "--minutes", paramLabel = "N", description = "the most that the steps may take")
  private @Nullable Integer minutes;

  @Mixin private ParallelOption parallel = new ParallelOption();

  @Option(
      names = "--no-validation",
      description = "where no candidate can answer; the last step is what the training ends with")
  private boolean unlooked;

  @Option(
      names = "--parent",
      paramLabel = "VERSION",
      description = "go on from this version; grpo then has no lessons")
  private @Nullable String parent;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "learning rate to begin with, of the lessons (default: the configuration's, a third of it with --parent) or where there are none of reinforcement")
  private @Nullable Double rate;

  @Option(
      names = "--deterministic",
      description = "32-bit floats, the same bytes for the same seed; slower")
  private boolean deterministic;

  @Option(
      names = "--reverse-thrift",
      hidden = true,
      description =
          "teaches the reverse of every wish to save: a worse policy, for the gate's test")
  private boolean reverse;

  @Option(
      names = "--recording",
      paramLabel = "ID|FILE",
      description = "practise on its questions after the lessons, with the replies it holds")
  private @Nullable String recording;

  @Option(
      names = "--budget",
      paramLabel = "USD",
      description =
          "the most that asking for what the recording lacks may cost (default: not asked)")
  private @Nullable BigDecimal budget;

  @Option(names = "--resume", paramLabel = "RUN", description = "go on watching a run")
  private @Nullable String resume;

  @Override
  public Integer call() throws Exception {
    String earlier = resume;
    TrainingSpec spec = earlier == null ? spec() : null;
    LocalStack stack = LocalStack.checked(root);
    return LabStack.with(
        root,
        stack,
        runs -> {
          if (spec == null) {
            String run = String.valueOf(earlier);
            return follow(runs, runs.of(run, TrainingWorkflow.TYPE, "training"), run);
          }
          refuseSecond(runs);
          Versions.demand(stack, root.environment(), Stream.ofNullable(spec.parent()).toList());
          Materials.sayEstimate(spec, root.console());
          return follow(
              runs,
              runs.start(TrainingWorkflow.TYPE, spec.run(), TrainingInput.of(spec)),
              spec.run());
        });
  }

  private TrainingSpec spec() {
    String name = config;
    if (name == null) {
      throw new CliException(
          ExitCode.BAD_INPUT, "--config is missing: name one of " + TrainingConfig.names());
    }
    TrainingConfig chosen;
    try {
      chosen = TrainingConfig.named(name);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
    }
    if (parent != null) {
      chosen = chosen.continued();
    }
    Integer fewer = steps;
    if (fewer != null) {
      if (fewer < 1 || fewer > MOST_STEPS) {
        throw new CliException(ExitCode.BAD_INPUT, "--steps must be from 1 to 100000");
      }
      chosen = chosen.shortened(fewer);
    }
    Integer most = minutes;
    if (most != null) {
      if (most < 1 || most > MOST_MINUTES) {
        throw new CliException(ExitCode.BAD_INPUT, "--minutes must be from 1 to 1440");
      }
      chosen = chosen.within(most);
    }
    if (most != null && deterministic) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "--deterministic promises the same bytes on any machine, and --minutes ends where its speed says: leave one out, or say --steps");
    }
    Double begin = rate;
    if (begin != null) {
      if (!(begin > 0 && begin <= MOST_RATE)) {
        throw new CliException(ExitCode.BAD_INPUT, "--rate must be above 0 and at most 0.01");
      }
      chosen = chosen.beginningAt(begin);
    }
    Integer together = parallel.questions();
    if (together != null) {
      chosen = chosen.playing(together);
    }
    Material material = Materials.of(recording, budget, root.dataDir());
    if (unlooked) {
      chosen = chosen.withoutValidation();
    }
    return new TrainingSpec(
        LabStack.newId("train-" + name),
        chosen,
        seed,
        parent,
        reverse ? -1 : 1,
        deterministic,
        "./router train --config %s --seed %d%s%s%s%s%s%s%s%s%s"
            .formatted(
                name,
                seed,
                fewer == null ? "" : " --steps " + fewer,
                most == null ? "" : " --minutes " + most,
                begin == null ? "" : " --rate " + begin,
                parent == null ? "" : " --parent " + parent,
                together == null ? "" : " --parallel " + together,
                unlooked ? " --no-validation" : "",
                deterministic ? " --deterministic" : "",
                reverse ? " --reverse-thrift" : "",
                Materials.options(material)),
        material);
  }

  private static void refuseSecond(RunClient runs) {
    for (WorkflowExecutionMetadata run : runs.list(List.of(TrainingWorkflow.TYPE))) {
      if (run.getStatus().name().endsWith("RUNNING")) {
        String id = RunClient.id(run);
        throw new CliException(
            ExitCode.REFUSED,
            "the training %s is under way: ./router train --resume %s watches it, ./router runs cancel %s ends it"
                .formatted(id, id, id));
      }
    }
  }

  private ExitCode follow(RunClient runs, WorkflowStub stub, String run)
      throws InterruptedException {
    Console console = root.console();
    console.underWay("the training", "./router train --resume %s watches it".formatted(run));
    TrainingDocument document =
        new RunWatch(console, runs).result(run, stub, TrainingDocument.class);
    console.print(
        String.format(
            Locale.ROOT,
            "%s after %d steps (%s), from %s; curve: %s",
            document.policyVersion(),
            document.steps(),
            document.stopped(),
            document.parent(),
            document.html()));
    if (!document.compared().isEmpty()) {
      console.print("reward on questions that nobody trains on: " + document.compared());
    }
    if (document.nanoUsd() > 0) {
      console.print("candidates were paid " + Money.usd(document.nanoUsd()));
    }
    console.print("compare it: ./router policy promote " + document.policyVersion());
    console.document(document);
    return ExitCode.DONE;
  }
}
