// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.evaluation.RecordingDocument;
import org.routerr1.activities.evaluation.RecordingSpec;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.Money;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.lab.LabStack;
import org.routerr1.cli.lab.RunClient;
import org.routerr1.cli.lab.RunWatch;
import org.routerr1.cli.lab.Specs;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.money.Usage;
import org.routerr1.workflows.evaluation.RecordingInput;
import org.routerr1.workflows.evaluation.RecordingWorkflow;
import org.routerr1.worlds.questions.QuestionFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Records what candidates reply to questions. */
@Command(
    name = "record",
    description = "Ask every candidate every question once, and keep and grade the replies.")
public final class RecordCommand implements Callable<Integer> {

  private static final int QUESTIONS = 200;
  private static final int HOME_SOURCES = 4;

  /** A short question in a form with two examples, and a short answer. */
  private static final Usage TYPICAL = new Usage(70, 10);

  @ParentCommand private RouterCommand root;

  @Option(names = "--suite", paramLabel = "home", description = "the home questions, hop by hop")
  private @Nullable String suite;

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description = "question files, or a folder of them")
  private List<Path> data = new ArrayList<>();

  @Option(names = "--limit", paramLabel = "N", description = "questions of each source")
  private @Nullable Integer limit;

  @Option(names = "--seed", defaultValue = "7", description = "of the order of home questions")
  private long seed;

  @Option(names = "--budget", paramLabel = "USD", description = "the most that it may cost")
  private @Nullable BigDecimal budget;

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description =
          "go on with a recording: watch it, or ask for what it lacks (with another --budget)")
  private @Nullable String resume;

  @Override
  public Integer call() throws Exception {
    String earlier = resume;
    RecordingSpec spec = earlier == null ? spec() : null;
    LocalStack stack = LocalStack.checked(root);
    if (spec != null) {
      estimate(spec, stack.catalogue().candidates());
    }
    return LabStack.with(
        root,
        stack,
        runs -> {
          if (spec == null) {
            return again(runs, String.valueOf(earlier));
          }
          return follow(
              runs,
              runs.start(RecordingWorkflow.TYPE, spec.recording(), RecordingInput.of(spec)),
              spec.recording());
        });
  }

  /** Watches one that is under way; asks for what an ended one lacks. */
  private ExitCode again(RunClient runs, String id) throws InterruptedException {
    WorkflowStub stub = runs.of(id, RecordingWorkflow.TYPE, "recording");
    WorkflowExecutionStatus status = stub.describe().getStatus();
    boolean ended = status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        || ended && stub.getResult(RecordingDocument.class).failed() == 0) {
      return follow(runs, stub, id);
    }
    RecordingSpec before = runs.input(id, RecordingInput.class).spec();
    Long more = Specs.nano(budget);
    root.console().say(id + " lacks replies: asking for them now");
    RecordingSpec spec = before.within(more == null ? before.budgetNanoUsd() : more);
    return follow(runs, runs.start(RecordingWorkflow.TYPE, id, RecordingInput.of(spec)), id);
  }

  private RecordingSpec spec() {
    boolean home = suite != null;
    if (home == !data.isEmpty()) {
      throw new CliException(ExitCode.BAD_INPUT, "give --suite home or --data FILE");
    }
    if (home && !"home".equals(suite)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "only home can be recorded, not \"%s\": made worlds answer by themselves"
              .formatted(suite));
    }
    int questions = limit == null ? QUESTIONS : limit;
    if (questions < 1) {
      throw new CliException(ExitCode.BAD_INPUT, "--limit must be 1 or more, not " + questions);
    }
    List<String> files = new ArrayList<>();
    for (Path path : data) {
      for (Path file : Files.isDirectory(path) ? QuestionFile.paths(path) : List.of(path)) {
        switch (QuestionFile.read(file)) {
          case QuestionFile.Gradable gradable -> files.add(file.toAbsolutePath().toString());
          case QuestionFile.NotYet notYet ->
              root.console().say("left out: %s (%s)".formatted(notYet.name(), notYet.reason()));
        }
      }
    }
    if (!home && files.isEmpty()) {
      throw new CliException(ExitCode.BAD_INPUT, "none of the files can be graded yet");
    }
    return new RecordingSpec(
        LabStack.newId("recording"), home, files, seed, questions, Specs.nano(budget));
  }

  /** Home's sources are as long as anybody asks for; a file has what it has. */
  private static long questions(RecordingSpec spec) {
    if (spec.home()) {
      return (long) HOME_SOURCES * spec.limit();
    }
    return spec.files().stream()
        .map(file -> QuestionFile.read(Path.of(file)))
        .mapToLong(file -> file instanceof QuestionFile.Gradable g ? g.items().size() : 0)
        .map(items -> Math.min(items, spec.limit()))
        .sum();
  }

  private void estimate(RecordingSpec spec, List<Candidate> candidates) {
    long questions = questions(spec);
    long nano = candidates.stream().mapToLong(c -> c.price().of(TYPICAL).value()).sum() * questions;
    long millis = candidates.stream().mapToLong(c -> c.latency().p50Millis()).sum() * questions;
    root.console()
        .say(
            "%s: at most %d questions × %d candidates, about %s and %s"
                .formatted(
                    spec.recording(),
                    questions,
                    candidates.size(),
                    Money.usd(nano),
                    RunWatch.duration(millis / 1000)));
    Long most = spec.budgetNanoUsd();
    if (most != null && most < nano) {
      root.console().say("the budget will end it before that");
    }
  }

  private ExitCode follow(RunClient runs, WorkflowStub stub, String id)
      throws InterruptedException {
    Console console = root.console();
    console.underWay("the recording", "./router record --resume %s watches it".formatted(id));
    RecordingDocument document =
        new RunWatch(console, runs).result(id, stub, RecordingDocument.class);
    console.print(
        "%s: %d replies, %d missing, %s; %s"
            .formatted(
                document.recording(),
                document.rows(),
                document.failed(),
                Money.usd(document.nanoUsd()),
                document.file()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recording", document.recording());
    json.put("questions", document.questions());
    json.put("candidates", document.candidates());
    json.put("rows", document.rows());
    json.put("failed", document.failed());
    json.put("nano_usd", document.nanoUsd());
    json.put("ms", document.ms());
    json.put("file", document.file());
    json.put("budget_spent", document.budgetSpent());
    console.document(json);
    if (document.budgetSpent()) {
      console.say(
          "the budget is spent, what was answered is kept: ./router record --resume %s --budget USD goes on, with a larger one"
              .formatted(id));
      return ExitCode.REFUSED;
    }
    return ExitCode.DONE;
  }
}
