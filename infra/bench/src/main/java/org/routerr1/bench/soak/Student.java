// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.util.List;
import java.util.stream.LongStream;
import org.routerr1.activities.training.LearnerClient;
import org.routerr1.activities.training.LearnerClient.LearnerException;
import org.routerr1.proto.learner.v1.LoraShape;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.Optimiser;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.UpdateHeader;

/** Takes gradients beside the queries, and publishes what comes of them as versions. */
final class Student {

  private static final int TREES = 2;
  private static final int STEPS_A_VERSION = 8;
  private static final long PAUSE_MILLIS = 200;

  private final LearnerClient learner;
  private final Served served;
  private final Tally tally;
  private int updates;
  private int published;

  Student(LearnerClient learner, Served served, Tally tally) {
    this.learner = learner;
    this.served = served;
    this.tally = tally;
  }

  int updates() {
    return updates;
  }

  int published() {
    return published;
  }

  /** Makes a version by one step. */
  void first(String run, long seed) {
    open(run, seed);
    step(run, 1);
    publish(run);
  }

  /** Learns until the time is over; a step that the server's death cut off is taken again. */
  void run(SoakClock clock) throws InterruptedException {
    long step = 1;
    boolean open = false;
    while (!clock.isOver()) {
      try {
        if (!open) {
          open("soak", 99);
          open = true;
        }
        step("soak", step);
        if (step % STEPS_A_VERSION == 0) {
          publish("soak");
        }
        step++;
      } catch (LearnerException e) {
        if (!e.retryable()) {
          tally.defect("learning: " + e.getMessage());
          return;
        }
        open = false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void open(String run, long seed) {
    learner.open(
        OpenRunRequest.newBuilder()
            .setRun(run)
            .setParentVersion(served.base())
            .setLora(LoraShape.newBuilder().setRank(4))
            .setOptimiser(Optimiser.newBuilder().setLearningRate(1e-3f))
            .setSeed(seed)
            .build());
  }

  private void step(String run, long step) {
    List<PackedTree> trees =
        LongStream.range(0, TREES).mapToObj(i -> Asking.lesson(step * TREES + i)).toList();
    learner.update(UpdateHeader.newBuilder().setRun(run).setStep(step).build(), trees);
    updates++;
  }

  private void publish(String run) {
    served.add(
        learner
            .publish(PublishRequest.newBuilder().setRun(run).setName("soak").build())
            .getVersion());
    published++;
  }
}
