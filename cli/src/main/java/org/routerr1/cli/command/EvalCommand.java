// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.lab.Estimate;
import org.routerr1.cli.lab.EvaluationText;
import org.routerr1.cli.lab.LabStack;
import org.routerr1.cli.lab.RunClient;
import org.routerr1.cli.lab.RunWatch;
import org.routerr1.cli.lab.Specs;
import org.routerr1.cli.lab.Versions;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.infra.stack.Json;
import org.routerr1.workflows.evaluation.EvaluationInput;
import org.routerr1.workflows.evaluation.EvaluationWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Compares policies and baselines on the same questions. */
@Command(
    name = "eval",
    description = "Compare policies and simple baselines on the same questions.")
public final class EvalCommand implements Callable<Integer> {

  private static final String UNTRAINED = "untrained";

  @ParentCommand private RouterCommand root;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "specialists (default), coverage or home")
  private @Nullable String suite;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "a folder of question files, or one file, in FlashRAG's form")
  private @Nullable Path data;

  @Option(
      names = "--facts",
      paramLabel = "FILE",
      description = "specialists of your own facts: {\"subject\",\"relation\",\"object\"} a line")
  private @Nullable Path facts;

  @Option(names = "--seed", defaultValue = "7", description = "of everything drawn (default 7)")
  private long seed;

  @Option(names = "--limit", paramLabel = "N", description = "questions of each data set")
  private @Nullable Integer limit;

  @Option(
      names = "--trade-offs",
      split = ",",
      paramLabel = "T",
      description =
          "0: quality only, to 1: thrift (default 0,.25,.5,.75,1; coverage in thirds; --data 0)")
  private List<Double> tradeOffs = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "VERSION",
      description = "a version, or untrained; may be given several times")
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--baselines",
      split = ",",
      paramLabel = "NAME",
      description = "only these (default: all)")
  private List<String> baselines = new ArrayList<>();

  @Option(
      names = "--environment",
      paramLabel = "live|recording:ID",
      description = "who answers the sub-questions of home and of question files (default live)")
  private @Nullable String environment;

  @Option(names = "--budget", paramLabel = "USD", description = "the most that candidates may cost")
  private @Nullable BigDecimal budget;

  @Mixin private ParallelOption parallel = new ParallelOption();

  @Option(names = "--resume", paramLabel = "RUN", description = "go on watching a run")
  private @Nullable String resume;

  @Override
  public Integer call() throws Exception {
    String earlier = resume;
    LocalStack stack = LocalStack.checked(root);
    EvaluationSpec spec =
        earlier == null
            ? Specs.evaluation(
                suite,
                data,
                facts,
                seed,
                limit,
                tradeOffs,
                policies,
                baselines,
                environment,
                budget,
                parallel.questions(),
                stack.catalogue().candidates().stream().map(Candidate::id).toList(),
                root.dataDir())
            : null;
    return LabStack.with(
        root,
        stack,
        runs -> spec == null ? again(runs, String.valueOf(earlier)) : begin(runs, stack, spec));
  }

  private ExitCode begin(RunClient runs, LocalStack stack, EvaluationSpec spec) throws Exception {
    Versions.demand(
        stack,
        root.environment(),
        spec.policies().stream().filter(p -> !p.equals(UNTRAINED)).toList());
    root.console().say("%s: %s".formatted(spec.run(), Estimate.of(spec)));
    return follow(
        runs,
        runs.start(EvaluationWorkflow.TYPE, spec.run(), EvaluationInput.of(spec)),
        spec.run());
  }

  private ExitCode again(RunClient runs, String run) throws Exception {
    return follow(runs, runs.of(run, EvaluationWorkflow.TYPE, "evaluation"), run);
  }

  private ExitCode follow(RunClient runs, WorkflowStub stub, String run) throws Exception {
    Console console = root.console();
    console.underWay(
        "the evaluation",
        "./router eval --resume %s shows its end, ./router runs cancel %s ends it"
            .formatted(run, run));
    String file = new RunWatch(console, runs).result(run, stub, String.class);
    JsonNode document = Json.MAPPER.readTree(Path.of(file).toFile());
    EvaluationText.print(document, console);
    console.document(document);
    if (document.path("budget_spent").asBoolean()) {
      console.say(
          "the budget was spent before all was asked, and what was not asked counts as wrong: run it again with a larger --budget");
      return ExitCode.REFUSED;
    }
    return ExitCode.DONE;
  }
}
