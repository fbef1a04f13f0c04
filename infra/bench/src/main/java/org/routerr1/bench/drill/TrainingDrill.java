// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.routerr1.activities.training.TrainingDocument;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.workflows.episode.RunProgress;

/** One training, undisturbed or with a kill of each part at a random moment. */
final class TrainingDrill {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final TrainingGround ground;
  private final TrainingSpec spec;

  TrainingDrill(TrainingGround ground, TrainingSpec spec) {
    this.ground = ground;
    this.spec = spec;
  }

  TrainingEnd undisturbed() throws InterruptedException {
    long begun = System.nanoTime();
    return end(ground.begin(spec), begun);
  }

  /**
   * The same with a SIGKILL of each of these parts.
   *
   * @param stepMillis how long a step takes; a kill falls anywhere in it
   * @param told hears of each kill
   */
  TrainingEnd disturbed(
      List<Part> parts, RandomGenerator random, long stepMillis, Consumer<PartKill> told)
      throws InterruptedException {
    List<Part> order = new ArrayList<>(parts);
    Collections.shuffle(order, Random.from(random));
    // After the last of these moments there is a whole step to come at least.
    List<Integer> moments =
        order.stream()
            .map(part -> random.nextInt(Math.max(1, spec.config().steps() - 1)))
            .sorted()
            .toList();
    long begun = System.nanoTime();
    TrainingRun run = ground.begin(spec);
    for (int i = 0; i < order.size(); i++) {
      run.awaitStep(moments.get(i));
      long afterMs = random.nextLong(Math.max(1, stepMillis));
      Thread.sleep(afterMs);
      told.accept(kill(run, order.get(i), moments.get(i), afterMs));
    }
    return end(run, begun);
  }

  private PartKill kill(TrainingRun run, Part part, int step, long afterMs)
      throws InterruptedException {
    if (run.ended()) {
      throw new IllegalStateException("the training was over before " + part.label() + " died");
    }
    long killedAt = System.nanoTime();
    ground.kill(part);
    ground.revive(part);
    long readyMs = millisSince(killedAt);
    Pulse revived = Pulse.of(run, ground.journal());
    long end = killedAt + PATIENCE.toNanos();
    while (!Pulse.of(run, ground.journal()).isAfter(revived) && !run.ended()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the training does not go on after " + part.label());
      }
      Thread.sleep(LOOK);
    }
    return new PartKill(part.label(), step, afterMs, readyMs, millisSince(killedAt));
  }

  /** How far a run is: steps of the training, and of its episodes in the journal. */
  private record Pulse(int step, int journalled) {

    /** The journal first: what is told slowly must not hide what was written meanwhile. */
    static Pulse of(TrainingRun run, JournalProbe journal) {
      int journalled = journal.steps();
      return new Pulse(run.progress().map(RunProgress::done).orElse(-1), journalled);
    }

    boolean isAfter(Pulse other) {
      return other.step >= 0 && step > other.step || journalled > other.journalled;
    }
  }

  private TrainingEnd end(TrainingRun run, long begun) throws InterruptedException {
    TrainingDocument document = run.result();
    long ms = millisSince(begun);
    RunState state = ground.learned(spec.run());
    return new TrainingEnd(
        document.policyVersion(),
        ground.checksum(document.policyVersion()),
        state.getStep(),
        state.getOptimiserSteps(),
        ground.journal().repeats(),
        ground.journal().calls(),
        ms);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
