// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import io.grpc.Status;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.activities.training.TrainingConfig;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.lab.LabStack;
import org.routerr1.cli.lab.RunClient;
import org.routerr1.cli.lab.Specs;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.workflows.training.RetrainingOutcome;
import org.routerr1.workflows.training.RetrainingSchedule;
import org.routerr1.workflows.training.RetrainingSpec;
import org.routerr1.workflows.training.RetrainingWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Retraining at fixed times. */
@Command(
    name = "schedule",
    description = "Retraining at fixed times: create, list, trigger, pause, resume, delete.")
public final class ScheduleCommand implements Callable<Integer> {

  private static final String CRON = "cron";

  @ParentCommand private RouterCommand root;

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "create, list, trigger, pause, resume or delete")
  private String action = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "of the schedule")
  private @Nullable String positional;

  @Option(names = "--id", paramLabel = "ID", description = "of the schedule")
  private @Nullable String option;

  @Option(names = "--config", paramLabel = "NAME", description = "what is trained")
  private @Nullable String config;

  @Option(names = "--cron", paramLabel = "SPEC", description = "such as \"0 3 * * *\", in UTC")
  private @Nullable String cron;

  @Option(names = "--steps", paramLabel = "N", description = "a shorter training of the same kind")
  private @Nullable Integer steps;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "that the gate compares on (default: the one that fits --config)")
  private @Nullable String suite;

  @Option(names = "--limit", defaultValue = "100", description = "questions of the comparison")
  private int limit = PromotionSpec.LEAST_QUESTIONS;

  @Option(
      names = "--budget",
      paramLabel = "USD",
      defaultValue = "0.10",
      description =
          "the most that each time may pay candidates, to practise on what users corrected (default 0.10)")
  private BigDecimal budget = BigDecimal.ZERO;

  @Override
  public Integer call() throws Exception {
    String id = positional == null ? option : positional;
    boolean list = action.equals("list");
    if (!list && !List.of("create", "trigger", "pause", "resume", "delete").contains(action)) {
      throw bad(
          "schedule knows create, list, trigger, pause, resume and delete, not \"%s\""
              .formatted(action));
    }
    if (!list && id == null) {
      throw bad("schedule %s needs --id".formatted(action));
    }
    if (id != null && !id.matches("[a-z0-9][a-z0-9._-]{0,60}")) {
      throw bad(
          "--id has lower-case letters, digits, . _ - and at most 61 of them, not \"%s\""
              .formatted(id));
    }
    RetrainingSpec spec = action.equals("create") ? spec() : null;
    return LabStack.with(
        root,
        LocalStack.checked(root),
        runs -> {
          try {
            if (list) {
              return list(runs);
            }
            return one(runs, String.valueOf(id), spec);
          } catch (ScheduleAlreadyRunningException e) {
            throw bad("there is a schedule %s already: delete it first".formatted(id));
          } catch (ScheduleException e) {
            throw told(e, String.valueOf(id));
          }
        });
  }

  private static CliException told(ScheduleException failure, String id) {
    Status status = Status.fromThrowable(failure);
    return switch (status.getCode()) {
      case NOT_FOUND ->
          bad("there is no schedule %s: ./router schedule list has them".formatted(id));
      case INVALID_ARGUMENT -> bad("Temporal refuses the schedule: " + status.getDescription());
      default ->
          new CliException(
              ExitCode.MISSING, "Temporal does not answer: %s".formatted(status.getCode()));
    };
  }

  private RetrainingSpec spec() {
    if (config == null || cron == null) {
      throw bad("schedule create needs --config and --cron");
    }
    if (!String.valueOf(cron).trim().matches("(\\S+\\s+){4}\\S+|@\\w+")) {
      throw bad("--cron has five fields, such as \"0 3 * * *\", not \"%s\"".formatted(cron));
    }
    if (limit < PromotionSpec.LEAST_QUESTIONS) {
      throw bad("the gate needs --limit 100 or more");
    }
    try {
      TrainingConfig chosen = TrainingConfig.named(String.valueOf(config));
      Integer fewer = steps;
      if (fewer != null && (fewer < 1 || fewer > TrainCommand.MOST_STEPS)) {
        throw bad("--steps must be from 1 to " + TrainCommand.MOST_STEPS);
      }
      return new RetrainingSpec(
          fewer == null ? chosen : chosen.shortened(fewer),
          Specs.gate(suite, chosen.name()),
          limit,
          Specs.nano(budget));
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private ExitCode one(RunClient runs, String id, @Nullable RetrainingSpec spec) {
    ScheduleClient schedules = runs.schedules();
    ScheduleHandle handle = schedules.getHandle(id);
    switch (action) {
      case "create" -> handle = create(runs, id, Objects.requireNonNull(spec));
      case "trigger" -> handle.trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
      case "pause" -> handle.pause();
      case "resume" -> handle.unpause();
      default -> {}
    }
    if (action.equals("delete")) {
      handle.delete();
      root.console().print(id + " is deleted");
      root.console().document(Map.of("id", id, "deleted", true));
      return ExitCode.DONE;
    }
    Map<String, Object> document = document(runs, handle.describe());
    document.forEach((key, value) -> root.console().print("%-12s %s".formatted(key, value)));
    root.console().document(document);
    return ExitCode.DONE;
  }

  /** A schedule that never comes to a time is a slip of the pen, and does not stay. */
  private ScheduleHandle create(RunClient runs, String id, RetrainingSpec spec) {
    ScheduleHandle handle =
        runs.schedules()
            .createSchedule(
                id,
                RetrainingSchedule.of(
                    spec,
                    ScheduleSpec.newBuilder()
                        .setCronExpressions(List.of(String.valueOf(cron)))
                        .build(),
                    runs.scheduled("schedule-" + id)),
                ScheduleOptions.newBuilder().setMemo(Map.of(CRON, String.valueOf(cron))).build());
    if (handle.describe().getInfo().getNextActionTimes().isEmpty()) {
      handle.delete();
      throw bad("--cron \"%s\" never comes: there is no such day".formatted(cron));
    }
    return handle;
  }

  private ExitCode list(RunClient runs) {
    ScheduleClient schedules = runs.schedules();
    List<Map<String, Object>> documents = new ArrayList<>();
    schedules
        .listSchedules()
        .map(found -> schedules.getHandle(found.getScheduleId()).describe())
        .filter(ScheduleCommand::isOurs)
        .forEach(found -> documents.add(document(runs, found)));
    if (documents.isEmpty()) {
      root.console().say("there is no schedule: ./router schedule create makes one");
    }
    for (Map<String, Object> one : documents) {
      one.forEach((key, value) -> root.console().print("%-12s %s".formatted(key, value)));
      root.console().print("");
    }
    root.console().document(Map.of("schedules", documents));
    return ExitCode.DONE;
  }

  /** On a cluster that others use too there are others' schedules. */
  private static boolean isOurs(ScheduleDescription found) {
    return found.getSchedule().getAction() instanceof ScheduleActionStartWorkflow started
        && started.getWorkflowType().equals(RetrainingWorkflow.TYPE);
  }

  private static Map<String, Object> document(RunClient runs, ScheduleDescription found) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", found.getId());
    // Temporal keeps its own form of a cron line; ours is in the memo.
    document.put("spec", found.getMemo(CRON, String.class));
    if (found.getSchedule().getAction() instanceof ScheduleActionStartWorkflow started) {
      RetrainingSpec spec = started.getArguments().get(0, RetrainingSpec.class);
      document.put("config", spec.config().name());
      document.put("steps", spec.config().steps());
      document.put("suite", spec.suite());
      document.put("questions", spec.questions());
      document.put("budget_nano_usd", spec.budgetNanoUsd());
    }
    document.put("paused", found.getSchedule().getState().isPaused());
    document.put(
        "next",
        found.getInfo().getNextActionTimes().stream()
            .findFirst()
            .map(Object::toString)
            .orElse(null));
    document.put("last", last(runs, found));
    return document;
  }

  private static @Nullable Map<String, Object> last(RunClient runs, ScheduleDescription found) {
    List<ScheduleActionResult> results = found.getInfo().getRecentActions();
    if (results.isEmpty()
        || !(results.getLast().getAction()
            instanceof ScheduleActionExecutionStartWorkflow started)) {
      return null;
    }
    WorkflowStub stub = runs.workflow(started.getWorkflowId());
    Map<String, Object> last = new LinkedHashMap<>();
    last.put("run", started.getWorkflowId().replaceAll("^run/", ""));
    String status = status(stub);
    if (status.equals("COMPLETED")) {
      RetrainingOutcome outcome = stub.getResult(RetrainingOutcome.class);
      last.put("outcome", outcome.promoted() ? "promoted" : "refused");
      last.put("version", outcome.version());
      last.put("reason", outcome.reason());
    } else {
      last.put("outcome", status.toLowerCase(Locale.ROOT));
    }
    return last;
  }

  private static String status(WorkflowStub stub) {
    try {
      return stub.describe().getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", "");
    } catch (WorkflowNotFoundException e) {
      return "FORGOTTEN"; // longer ago than Temporal keeps runs
    }
  }

  private static CliException bad(String sentence) {
    return new CliException(ExitCode.BAD_INPUT, sentence);
  }
}
