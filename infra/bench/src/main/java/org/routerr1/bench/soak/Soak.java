// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.activities.training.GrpcLearnerClient;
import org.routerr1.activities.training.LearnerClient;
import org.routerr1.bench.process.PolicyProcess;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;

/** Everything at once on one policy server, which is killed on the way. */
final class Soak {

  private static final int FIRST_ADAPTERS = 4;
  private static final int ASKED_AGAIN = 40;
  private static final double KILL_AT = .2;
  private static final double WARM_AT = .5;
  private static final long SAMPLE_MILLIS = 1000;
  private static final int SAMPLES_A_LINE = 60;

  private final PolicyProcess server;
  private final Duration length;
  private final int callers;
  private final long seed;
  private final Consumer<String> progress;
  private final List<Resident.Sample> samples = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicInteger askedAgain = new AtomicInteger();
  private SoakReport.@Nullable Kill kill;
  private int deaths;

  Soak(PolicyProcess server, Duration length, int callers, long seed, Consumer<String> progress) {
    this.server = server;
    this.length = length;
    this.callers = callers;
    this.seed = seed;
    this.progress = progress;
  }

  SoakReport run(Map<String, Object> conditions)
      throws InterruptedException, IOException, ExecutionException {
    ManagedChannel channel = PolicyEndpoint.plain(server.address()).channel().build();
    Tally tally = new Tally();
    try (LearnerClient learner = new GrpcLearnerClient(PolicyEndpoint.plain(server.address()))) {
      Served served =
          new Served(
              PolicyServiceGrpc.newBlockingStub(channel)
                  .describe(DescribeRequest.getDefaultInstance())
                  .getVersions(0)
                  .getName());
      Student student = new Student(learner, served, tally);
      for (int i = 0; i < FIRST_ADAPTERS; i++) {
        student.first("first-" + i, i);
      }
      progress.accept("%d adapters are made; the load begins".formatted(served.adapters()));
      SoakClock clock = new SoakClock(length);
      Attempts attempts = new Attempts(channel, clock, tally);
      Swapper swapper = new Swapper(attempts, served, tally);
      SplittableRandom random = new SplittableRandom(seed);
      swapper.swap(served.adapter(random));
      Memory memory = new Memory();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < callers; i++) {
          Caller caller = new Caller(i, random.split(), attempts, served, memory, tally);
          begin(threads, () -> caller.run(clock));
        }
        SplittableRandom swaps = random.split();
        begin(threads, () -> swapper.run(clock, swaps));
        begin(threads, () -> student.run(clock));
        Caller checker = new Caller(-1, random.split(), attempts, served, memory, tally);
        watch(clock, tally, () -> kill(clock, memory, checker, threads));
        for (Future<?> one : running) {
          one.get();
        }
      }
      return report(conditions, tally, swapper, student);
    } finally {
      channel.shutdownNow();
    }
  }

  private interface Deed {
    void run() throws InterruptedException;
  }

  private void begin(ExecutorService threads, Deed deed) {
    running.add(
        threads.submit(() -> {
          deed.run();
          return null;
        }));
  }

  /** Looks at the server once a second, and kills it once. */
  private void watch(SoakClock clock, Tally tally, Deed killing)
      throws InterruptedException, IOException {
    while (!clock.isOver()) {
      if (!server.process().isAlive()) {
        deaths++;
        tally.defect("the server died by itself at %.0f s".formatted(clock.seconds()));
        revive();
      } else if (kill == null && clock.share() >= KILL_AT) {
        killing.run();
      } else {
        samples.add(new Resident.Sample(clock.seconds(), Resident.now(server.process().pid())));
        if (samples.size() % SAMPLES_A_LINE == 0) {
          progress.accept(
              "%.0f s, %.0f MiB, defects %d"
                  .formatted(clock.seconds(), samples.getLast().mib(), tally.defects().size()));
        }
      }
      Thread.sleep(SAMPLE_MILLIS);
    }
  }

  private void kill(SoakClock clock, Memory memory, Caller checker, ExecutorService threads)
      throws InterruptedException {
    List<Remembered> before = memory.latest(ASKED_AGAIN);
    double at = clock.seconds();
    long begun = System.nanoTime();
    server.process().kill();
    revive();
    long recovered = (System.nanoTime() - begun) / 1_000_000;
    progress.accept("killed at %.0f s, back after %d ms".formatted(at, recovered));
    kill = new SoakReport.Kill(at, recovered, 0);
    begin(
        threads,
        () -> {
          for (Remembered remembered : before) {
            if (checker.again(remembered)) {
              askedAgain.incrementAndGet();
            }
          }
        });
  }

  private void revive() throws InterruptedException {
    server.process().relaunch();
    server.process().awaitReady();
  }

  private SoakReport report(
      Map<String, Object> conditions, Tally tally, Swapper swapper, Student student) {
    Resident memory = Resident.of(samples, WARM_AT * length.toMillis() / 1000.0);
    List<String> defects = tally.defects();
    return new SoakReport(
        "soak",
        conditions,
        tally.rows(),
        swapper.swaps(),
        student.updates(),
        student.published(),
        tally.askedAgain(),
        tally.different(),
        kill == null
            ? null
            : new SoakReport.Kill(kill.atSeconds(), kill.recoveredMs(), askedAgain.get()),
        deaths,
        memory,
        defects,
        defects.isEmpty() && !Boolean.FALSE.equals(memory.flat()));
  }
}
