// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.bench.process.Foundations;
import org.routerr1.bench.process.MetricsPage;
import org.routerr1.bench.process.PolicyProcess;
import org.routerr1.bench.process.RouterProcesses;
import org.routerr1.bench.report.Common;
import org.routerr1.core.audit.Hashes;
import org.routerr1.proto.learner.v1.DescribeRunRequest;
import org.routerr1.proto.learner.v1.LearnerServiceGrpc;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.workflows.RouterClient;
import org.routerr1.workflows.RouterWorkers;
import org.routerr1.workflows.training.TrainingInput;
import org.routerr1.workflows.training.TrainingWorkflow;

/**
 * All that a training runs on, with files of its own: the real database, Temporal, policy server
 * and worker. Three of them can be killed and started again.
 */
public final class TrainingGround implements AutoCloseable {

  /** Who is asked where no training plays. */
  public static final String CANDIDATE = "somebody";

  private static final String WORKER_USER = "drill_worker";

  private final Path dir;
  private final Foundations foundations;
  private final PolicyProcess policy;
  private final RouterProcesses.App worker;
  private final JournalProbe journal;
  private final WorkflowServiceStubs stubs;
  private final ManagedChannel learner;

  private TrainingGround(
      Path dir,
      Foundations foundations,
      PolicyProcess policy,
      RouterProcesses.App worker,
      JournalProbe journal) {
    this.dir = dir;
    this.foundations = foundations;
    this.policy = policy;
    this.worker = worker;
    this.journal = journal;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(foundations.temporalAddress())
                .build());
    this.learner =
        Grpc.newChannelBuilder(policy.address(), InsecureChannelCredentials.create()).build();
  }

  /**
   * Starts everything in a directory.
   *
   * @param contextTokens longest prompt of the model
   * @param poolUrl where the catalogue's only candidate answers; a training's episodes bring their
   *     own
   */
  public static TrainingGround start(
      Common common, Path dir, Path model, int contextTokens, String poolUrl)
      throws InterruptedException {
    Foundations foundations = Foundations.start(common.binaries(), dir);
    JournalProbe journal = new JournalProbe(foundations.postgres());
    journal.makeUser(WORKER_USER);
    PolicyProcess policy = PolicyProcess.start(common.home(), dir, model, contextTokens);
    RouterProcesses.App worker =
        new RouterProcesses(
                common.home(),
                dir,
                foundations.temporalAddress(),
                foundations.postgres(),
                policy.address(),
                RouterProcesses.writeCatalogue(
                    dir.resolve("catalogue.yaml"), poolUrl, List.of(CANDIDATE)))
            .trainingWorker(WORKER_USER, dir);
    journal.watchForRepeats();
    return new TrainingGround(dir, foundations, policy, worker, journal);
  }

  /** Starts a training. */
  public TrainingRun begin(TrainingSpec spec) {
    WorkflowStub stub =
        WorkflowClient.newInstance(stubs)
            .newUntypedWorkflowStub(
                TrainingWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("run/" + spec.run())
                    .setTaskQueue(RouterClient.TASK_QUEUE)
                    .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
                    .build());
    stub.start(TrainingInput.of(spec));
    return new TrainingRun(spec.run(), stub);
  }

  /** What asks the router here. */
  public RouterClient client() {
    return new RouterClient(WorkflowClient.newInstance(stubs), RouterClient.TASK_QUEUE, false);
  }

  /** What the policy server tells Prometheus now. */
  public MetricsPage policyMetrics() throws InterruptedException {
    return policy.metrics();
  }

  JournalProbe journal() {
    return journal;
  }

  /** Ends a part as a crash would; returns when it is gone. */
  void kill(Part part) throws InterruptedException {
    switch (part) {
      case POLICY_SERVER -> policy.process().kill();
      case WORKER -> {
        journal.demandPresent(WORKER_USER);
        worker.process().kill();
        journal.awaitGone(WORKER_USER);
      }
      case TEMPORAL -> foundations.killTemporal();
    }
  }

  /** Starts a part again, and waits until it does its work. */
  void revive(Part part) throws InterruptedException {
    switch (part) {
      case POLICY_SERVER -> {
        policy.process().relaunch();
        policy.process().awaitReady();
      }
      case WORKER -> {
        worker.process().relaunch();
        worker.process().awaitReady();
      }
      case TEMPORAL -> foundations.restartTemporal();
    }
  }

  /** What the learner says of a run. */
  RunState learned(String run) {
    return LearnerServiceGrpc.newBlockingStub(learner)
        .describeRun(DescribeRunRequest.newBuilder().setRun(run).build());
  }

  /** SHA-256 of a version's numbers as they lie on the disk. */
  String checksum(String version) {
    Path file = dir.resolve("adapters").resolve(version).resolve("adapter_model.safetensors");
    try {
      return Hashes.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    learner.shutdownNow();
    stubs.shutdownNow();
    worker.close();
    policy.close();
    journal.close();
    foundations.close();
  }
}
