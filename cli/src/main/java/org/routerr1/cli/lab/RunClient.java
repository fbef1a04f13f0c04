// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingChildExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.workflows.RouterClient;
import org.routerr1.workflows.RouterWorkers;
import org.routerr1.workflows.training.PromotionWorkflow;
import org.routerr1.workflows.training.RetrainingWorkflow;

/** Starts runs on Temporal and talks to them. A run's workflow is {@code run/<id>}. */
public final class RunClient implements AutoCloseable {

  private static final String PREFIX = "run/";

  /** They count no steps of their own: the runs that they begin do. */
  private static final Set<String> RUNS_OF_RUNS =
      Set.of(PromotionWorkflow.TYPE, RetrainingWorkflow.TYPE);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String taskQueue;

  /**
   * @param local address of our own server; null: what Temporal's standard environment names
   */
  public RunClient(
      @org.jspecify.annotations.Nullable String local, Map<String, String> environment) {
    WorkflowClientOptions clientOptions = WorkflowClientOptions.newBuilder().build();
    WorkflowServiceStubsOptions stubsOptions;
    if (local != null) {
      stubsOptions = WorkflowServiceStubsOptions.newBuilder().setTarget(local).build();
    } else {
      try {
        ClientConfigProfile profile = ClientConfigProfile.load();
        stubsOptions = profile.toWorkflowServiceStubsOptions();
        clientOptions = profile.toWorkflowClientOptions();
      } catch (IOException | RuntimeException e) {
        throw new CliException(
            ExitCode.BAD_INPUT,
            "Temporal's environment cannot be read (%s): correct TEMPORAL_* or its profile file"
                .formatted(e.getMessage()));
      }
    }
    this.stubs = WorkflowServiceStubs.newServiceStubs(stubsOptions);
    this.client = WorkflowClient.newInstance(stubs, clientOptions);
    String queue = environment.getOrDefault("ROUTER_TASK_QUEUE", "");
    this.taskQueue = queue.isEmpty() ? RouterClient.TASK_QUEUE : queue;
  }

  /** Starts a run under an id of its own. */
  public WorkflowStub start(String type, String run, Object input) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setWorkflowId(PREFIX + run)
                .setTaskQueue(taskQueue)
                .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
                .build());
    stub.start(input);
    return stub;
  }

  /** A run that was started before, of whatever kind. */
  public WorkflowStub of(String run) {
    return client.newUntypedWorkflowStub(
        WorkflowExecution.newBuilder().setWorkflowId(PREFIX + run).build(), Optional.empty());
  }

  /** Whose steps a run's are: its own, or of a run of runs those of the one that it waits for. */
  public WorkflowStub working(WorkflowStub run) {
    return begun(run.describe().getRawDescription())
        .map(child -> working(workflow(child)))
        .orElse(run);
  }

  static Optional<String> begun(DescribeWorkflowExecutionResponse run) {
    if (!RUNS_OF_RUNS.contains(run.getWorkflowExecutionInfo().getType().getName())) {
      return Optional.empty();
    }
    return run.getPendingChildrenList().stream()
        .map(PendingChildExecutionInfo::getWorkflowId)
        .findFirst();
  }

  /** Says what Temporal knows of a run; throws if there is none. */
  public WorkflowExecutionMetadata describe(String run) {
    try {
      return of(run).describe();
    } catch (WorkflowNotFoundException e) {
      throw new CliException(
          ExitCode.BAD_INPUT, "there is no run %s: ./router runs list has them".formatted(run));
    }
  }

  /**
   * A run of one kind that was started before.
   *
   * @param kind as people say it
   * @throws CliException if there is none, or it is of another kind
   */
  public WorkflowStub of(String run, String type, String kind) {
    if (!describe(run).getWorkflowType().equals(type)) {
      throw new CliException(
          ExitCode.BAD_INPUT, "%s is no %s: ./router runs watch %s".formatted(run, kind, run));
    }
    return of(run);
  }

  /** What a run was started with, by Temporal's own record of it. */
  public <T> T input(String run, Class<T> type) {
    return input(client.fetchHistory(PREFIX + run), client.getOptions().getDataConverter(), type);
  }

  static <T> T input(WorkflowExecutionHistory history, DataConverter converter, Class<T> type) {
    Payloads given =
        history.getEvents().getFirst().getWorkflowExecutionStartedEventAttributes().getInput();
    return converter.fromPayloads(0, Optional.of(given), type, type);
  }

  /** The newest first. */
  public List<WorkflowExecutionMetadata> list(List<String> types) {
    String query =
        "WorkflowType IN ("
            + String.join(", ", types.stream().map(type -> "'" + type + "'").toList())
            + ")";
    return client
        .listExecutions(query)
        .filter(run -> run.getExecution().getWorkflowId().startsWith(PREFIX))
        .toList();
  }

  /** The id of a run in commands. */
  public static String id(WorkflowExecutionMetadata run) {
    return run.getExecution().getWorkflowId().substring(PREFIX.length());
  }

  /** Temporal's schedules. */
  public ScheduleClient schedules() {
    return ScheduleClient.newInstance(
        stubs,
        ScheduleClientOptions.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .build());
  }

  /** How a schedule starts a workflow. */
  public WorkflowOptions scheduled(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(PREFIX + id)
        .setTaskQueue(taskQueue)
        .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
        .build();
  }

  /** A workflow by its full id. */
  public WorkflowStub workflow(String workflowId) {
    return client.newUntypedWorkflowStub(
        WorkflowExecution.newBuilder().setWorkflowId(workflowId).build(), Optional.empty());
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
