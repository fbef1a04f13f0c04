// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.lab.Hindrance;
import org.routerr1.cli.lab.LabStack;
import org.routerr1.cli.lab.RunClient;
import org.routerr1.cli.lab.RunWatch;
import org.routerr1.cli.lab.Versions;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.workflows.episode.RunProgress;
import org.routerr1.workflows.evaluation.EvaluationWorkflow;
import org.routerr1.workflows.evaluation.RecordingWorkflow;
import org.routerr1.workflows.training.PromotionWorkflow;
import org.routerr1.workflows.training.RetrainingWorkflow;
import org.routerr1.workflows.training.TrainingWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Evaluations, recordings and trainings under way or over. */
@Command(
    name = "runs",
    description = "Evaluations and trainings: list, show, watch, pause, resume, cancel.")
public final class RunsCommand implements Callable<Integer> {

  private static final List<String> TYPES =
      List.of(
          EvaluationWorkflow.TYPE,
          RecordingWorkflow.TYPE,
          TrainingWorkflow.TYPE,
          PromotionWorkflow.TYPE,
          RetrainingWorkflow.TYPE);

  /** They count their steps, and can wait between two. */
  private static final List<String> PAUSABLE =
      List.of(EvaluationWorkflow.TYPE, RecordingWorkflow.TYPE, TrainingWorkflow.TYPE);

  @ParentCommand private RouterCommand root;

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "list, show, watch, pause, resume or cancel")
  private String action = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "the run's id")
  private @Nullable String run;

  @Override
  public Integer call() throws Exception {
    boolean list = action.equals("list");
    if (!list && !List.of("show", "watch", "pause", "resume", "cancel").contains(action)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "runs knows list, show, watch, pause, resume and cancel, not \"%s\"".formatted(action));
    }
    String id = run;
    if (list == (id != null)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          list ? "runs list takes no run" : "runs %s needs a run's id".formatted(action));
    }
    return LabStack.with(
        root, LocalStack.checked(root), runs -> id == null ? list(runs) : one(runs, id));
  }

  private ExitCode list(RunClient runs) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (WorkflowExecutionMetadata found : runs.list(TYPES)) {
      documents.add(document(found, null));
    }
    documents.forEach(d ->
        root.console()
            .print(
                "%-44s %-12s %-12s %s"
                    .formatted(d.get("run"), d.get("kind"), d.get("status"), d.get("started"))));
    root.console().document(Map.of("runs", documents));
    return ExitCode.DONE;
  }

  private ExitCode one(RunClient runs, String id) throws InterruptedException {
    WorkflowExecutionMetadata found = runs.describe(id);
    WorkflowStub stub = runs.of(id);
    Console console = root.console();
    switch (action) {
      case "pause", "resume", "cancel" -> tell(found, stub);
      case "watch" -> {
        console.underWay("the run", "./router runs watch %s follows it".formatted(id));
        new RunWatch(console, runs).result(id, stub, Object.class);
      }
      default -> {}
    }
    WorkflowExecutionMetadata now = action.equals("show") ? found : runs.describe(id);
    WorkflowStub working = runs.working(stub);
    Map<String, Object> document = document(now, progress(working));
    Hindrance.of(working).ifPresent(why -> document.put("waits", why));
    if (now.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED) {
      document.put("reason", reason(stub, id));
    }
    boolean refused = refused(now, stub, document);
    document.forEach((key, value) -> console.print("%-13s %s".formatted(key, value)));
    console.document(document);
    return refused && action.equals("watch") ? ExitCode.REFUSED : ExitCode.DONE;
  }

  /** Adds what a promotion has decided; says whether it was refused. */
  private static boolean refused(
      WorkflowExecutionMetadata found, WorkflowStub stub, Map<String, Object> document) {
    if (!found.getWorkflowType().equals(PromotionWorkflow.TYPE)
        || found.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      return false;
    }
    PromotionDocument decided = stub.getResult(PromotionDocument.class);
    document.putAll(Versions.document(decided));
    return !decided.promoted();
  }

  private void tell(WorkflowExecutionMetadata found, WorkflowStub stub) {
    String id = RunClient.id(found);
    boolean cancel = action.equals("cancel");
    if (!cancel && !PAUSABLE.contains(found.getWorkflowType())) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "%s cannot be told to %s: ./router runs list has the trainings and evaluations that it began"
              .formatted(id, action));
    }
    if (found.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      throw ended(id);
    }
    try {
      if (cancel) {
        stub.cancel();
      } else {
        stub.signal(action);
      }
    } catch (WorkflowNotFoundException e) {
      throw ended(id);
    }
  }

  private CliException ended(String id) {
    return new CliException(ExitCode.BAD_INPUT, id + " has ended: nothing is left to " + action);
  }

  /** Why a run failed, in the words of the command that began it. */
  private static String reason(WorkflowStub stub, String id) {
    try {
      return String.valueOf(stub.getResult(Object.class));
    } catch (WorkflowException e) {
      return String.valueOf(RunWatch.told(id, e).getMessage());
    }
  }

  private static @Nullable RunProgress progress(WorkflowStub stub) {
    try {
      return stub.query("progress", RunProgress.class);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static Map<String, Object> document(
      WorkflowExecutionMetadata found, @Nullable RunProgress progress) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run", RunClient.id(found));
    document.put("kind", found.getWorkflowType().replace("router-r1.", ""));
    document.put(
        "status",
        found
            .getStatus()
            .name()
            .replace("WORKFLOW_EXECUTION_STATUS_", "")
            .toLowerCase(Locale.ROOT));
    document.put("started", String.valueOf(found.getStartTime()));
    if (progress != null) {
      document.put("phase", progress.phase());
      document.put("done", progress.done());
      document.put("of", progress.of());
      document.put("failed", progress.failed());
      document.put("paused", progress.paused());
      document.put("nano_usd", progress.nanoUsd());
    }
    return document;
  }
}
