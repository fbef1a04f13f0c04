// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.routerr1.proto.learner.v1.CheckpointRequest;
import org.routerr1.proto.learner.v1.LearnerServiceGrpc;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishReply;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdatePiece;
import org.routerr1.proto.learner.v1.UpdateReply;

/**
 * The learner's contract without learning: counts what it is given, applies a step once, refuses
 * steps out of order and trees that contradict themselves, publishes versions that decide as the
 * fixed policy does.
 */
final class FixedLearnerService extends LearnerServiceGrpc.LearnerServiceImplBase {

  private static final double ROUNDING = 1e-3;

  private final FixedVersions versions;
  private final Map<String, RunState> runs = new TreeMap<>();
  private long applied;
  private long repeated;

  FixedLearnerService(FixedVersions versions) {
    this.versions = versions;
  }

  synchronized long applied() {
    return applied;
  }

  synchronized long repeated() {
    return repeated;
  }

  @Override
  public synchronized void openRun(OpenRunRequest request, StreamObserver<RunState> observer) {
    answer(
        observer,
        runs.computeIfAbsent(
            request.getRun(),
            run ->
                RunState.newBuilder()
                    .setRun(run)
                    .setParentVersion(request.getParentVersion())
                    .build()));
  }

  @Override
  public StreamObserver<UpdatePiece> update(StreamObserver<UpdateReply> observer) {
    return new StreamObserver<>() {
      private @Nullable UpdateHeader header;
      private final List<PackedTree> trees = new ArrayList<>();

      @Override
      public void onNext(UpdatePiece piece) {
        if (piece.hasHeader()) {
          header = piece.getHeader();
        } else {
          trees.add(piece.getTree());
        }
      }

      @Override
      public void onError(Throwable t) {}

      @Override
      public void onCompleted() {
        UpdateHeader given = header;
        if (given == null || trees.isEmpty()) {
          refuse(observer, Status.INVALID_ARGUMENT, "an update needs a header and trees");
        } else {
          apply(given, trees, observer);
        }
      }
    };
  }

  private synchronized void apply(
      UpdateHeader header, List<PackedTree> trees, StreamObserver<UpdateReply> observer) {
    RunState run = runs.get(header.getRun());
    if (run == null) {
      refuse(observer, Status.NOT_FOUND, "no run " + header.getRun());
      return;
    }
    for (PackedTree tree : trees) {
      String problem = problem(tree);
      if (problem != null) {
        refuse(observer, Status.INVALID_ARGUMENT, problem);
        return;
      }
    }
    boolean again = header.getStep() == run.getStep();
    if (!again && header.getStep() != run.getStep() + 1) {
      refuse(observer, Status.FAILED_PRECONDITION, "step " + header.getStep() + " out of order");
      return;
    }
    if (again) {
      repeated++;
    } else {
      applied++;
      runs.put(header.getRun(), run.toBuilder().setStep(header.getStep()).build());
    }
    answer(
        observer,
        UpdateReply.newBuilder()
            .setRun(header.getRun())
            .setStep(header.getStep())
            .setRepeated(again)
            .setLoss(1.0 / header.getStep())
            .setTokens(trees.stream().mapToLong(PackedTree::getNodesCount).sum())
            .build());
  }

  /** Parents come first, and the teacher's actions after one node have all its mass. */
  private static @Nullable String problem(PackedTree tree) {
    Map<Integer, Double> mass = new TreeMap<>();
    for (int i = 0; i < tree.getNodesCount(); i++) {
      Node node = tree.getNodes(i);
      if (node.getParent() > i) {
        return "node " + i + " comes before its parent";
      }
      if (node.hasAction()) {
        if (node.getAction().getGrammar() >= tree.getGrammarsCount()) {
          return "node " + i + " names no grammar";
        }
        if (node.getAction().hasWeight()) {
          mass.merge(node.getParent(), (double) node.getAction().getWeight(), Double::sum);
        }
      }
    }
    return mass.values().stream().allMatch(sum -> sum > .9 && sum < 1 + ROUNDING)
        ? null
        : "the teacher's mass is " + mass;
  }

  @Override
  public synchronized void checkpoint(
      CheckpointRequest request, StreamObserver<RunState> observer) {
    RunState run = runs.get(request.getRun());
    if (run == null) {
      refuse(observer, Status.NOT_FOUND, "no run " + request.getRun());
    } else {
      answer(observer, run);
    }
  }

  @Override
  public void publish(PublishRequest request, StreamObserver<PublishReply> observer) {
    answer(
        observer,
        PublishReply.newBuilder()
            .setVersion(versions.publish(request.getName()))
            .setChecksum("0".repeat(64))
            .build());
  }

  private static <T> void answer(StreamObserver<T> observer, T reply) {
    observer.onNext(reply);
    observer.onCompleted();
  }

  private static void refuse(StreamObserver<?> observer, Status status, String why) {
    observer.onError(status.withDescription(why).asRuntimeException());
  }
}
