// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.decide.Prompt.Piece;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.KvRange;
import org.routerr1.policy.model.LlamaModel;

/**
 * Runs jobs on a thread of its own, many at once: in each step every one that can goes on by one
 * stretch; jobs join and leave between steps. What a job gets does not depend on the others.
 */
final class Batcher implements AutoCloseable {

  static final String THREAD = "policy-decoder";

  private static final double RECENT = 0.2;
  private static final long LEAST_RETRY_NANOS = 10_000_000;

  private final LlamaModel model;
  private final LongSupplier nanoTime;
  private final EngineObserver observer;
  private final int mostActive;
  private final EngineSettings settings;
  private final Waiting waiting;
  private final KvPool pool;
  private final PrefixCache prefixes;
  private final Steps steps;
  private final WarmUp warmUp;
  private final List<Active> active = new ArrayList<>();
  private final Thread thread;
  private final Object news = new Object();
  private boolean hasNews;
  private volatile boolean stopping;
  private volatile Pause pause = Pause.NONE;
  private volatile double recentNanos = 1e9;
  private volatile boolean batchDependent;
  private volatile Held held = new Held(0, 0, 0);

  /** What is in use between two steps. */
  private record Held(int active, int positions, long prefixBytes) {}

  /** What does not go on. */
  enum Pause {
    NONE,
    TRAINING,
    ALL
  }

  Batcher(
      LlamaModel model, EngineSettings settings, LongSupplier nanoTime, EngineObserver observer) {
    this.model = model;
    this.nanoTime = nanoTime;
    this.observer = observer;
    this.mostActive = settings.batch();
    this.settings = settings;
    this.waiting = new Waiting(settings.queueLength());
    long positions = settings.kvCacheBytes() / model.shape().cacheBytes();
    this.pool = model.newPool((int) Math.clamp(positions, model.context(), 1 << 30));
    this.prefixes = new PrefixCache(pool, settings.prefixCacheBytes());
    this.steps = new Steps(model, pool, nanoTime);
    this.warmUp = new WarmUp(model, pool);
    this.thread = Thread.ofPlatform().name(THREAD).start(this::work);
  }

  /**
   * Lets a job wait for its turn.
   *
   * @throws DecisionException if too many wait, or its version was unloaded meanwhile
   */
  void submit(Job job) {
    if (!job.version().hold()) {
      throw new DecisionException(
          Kind.UNAVAILABLE,
          "version \"%s\" was unloaded a moment ago; ask again".formatted(job.version().name()));
    }
    if (!waiting.offer(job)) {
      job.version().release();
      observer.rejected(job.training());
      int size = waiting.size(job.training());
      long nanos = (long) (recentNanos * size / mostActive);
      throw DecisionException.overloaded(
          size, Duration.ofNanos(Math.max(nanos, LEAST_RETRY_NANOS)));
    }
    wake();
    if (stopping) {
      failWaiting();
    }
  }

  /** Somebody has gone: what nobody waits for is dropped, and its place is free at once. */
  void abandoned() {
    for (Job job : waiting.dropAbandoned()) {
      job.version().release();
      observer.cancelled(job.training());
    }
    wake();
  }

  void pause(Pause what) {
    pause = what;
    wake();
  }

  /** Whether results may depend in the last bits on what else is computed. */
  boolean isBatchDependent() {
    return batchDependent;
  }

  private void work() {
    model.attach();
    batchDependent = !Independence.holds(model);
    while (!stopping) {
      try {
        release(this::isAbandoned);
        admit();
        restore();
        held = new Held(active.size(), pool.used(), prefixes.bytes());
        List<Portion> plan =
            pause == Pause.ALL ? List.of() : StepPlan.of(active, pause == Pause.NONE, settings);
        if (!plan.isEmpty()) {
          step(plan);
        } else if (warmUp.isDue() && active.isEmpty()) {
          warmUp.step();
        } else {
          await();
        }
      } catch (InterruptedException e) {
        // close() asks the thread to end; the loop's condition says so.
        continue;
      } catch (RuntimeException | Error e) {
        // Whose fault it was is not known: all under way hear of it, and the next ones are served.
        fail(List.copyOf(active), e);
      }
    }
    fail(List.copyOf(active), stopped());
    failWaiting();
  }

  private boolean isAbandoned(Active one) {
    boolean gone = one.job().owner().isAbandoned();
    if (gone) {
      observer.cancelled(one.job().training());
    }
    return gone;
  }

  /** What there is to do and what is held, after the last step. */
  EngineLoad load() {
    Held now = held;
    long each = model.shape().cacheBytes();
    return new EngineLoad(
        waiting.size(false),
        waiting.size(true),
        now.active(),
        now.positions() * each,
        pool.positions() * each,
        now.prefixBytes());
  }

  /** Gives those who wait a place, queries first, as long as there is room. */
  private void admit() {
    while (active.size() < mostActive) {
      Job job = waiting.poll(false, this::fits);
      if (job == null && waiting.size(false) == 0 && pause == Pause.NONE) {
        job = waiting.poll(true, j -> leavesRoomForQueries(j) && fits(j));
      }
      if (job == null) {
        return;
      }
      Job admitted = job;
      KvRange range =
          pool.take(job.positions())
              .orElseThrow(() -> new IllegalStateException("no room for " + admitted.positions()));
      active.add(new Active(job, range, nanoTime.getAsLong()));
    }
  }

  private boolean fits(Job job) {
    Optional<KvRange> range = pool.take(job.positions());
    range.ifPresent(pool::release);
    return range.isPresent();
  }

  /** Training never fills the last quarter, unless it is alone and needs it. */
  private boolean leavesRoomForQueries(Job job) {
    return active.isEmpty()
        || active.size() < mostActive - mostActive / 4
            && pool.used() + job.positions() <= pool.positions() - pool.positions() / 4;
  }

  /** Takes from the cache what is there of the prompts that are being read. */
  private void restore() {
    for (Active one : active) {
      if (one.isReading()) {
        received(one, prefixes.restore(one.lacking(), one.range()));
      }
    }
  }

  private void received(Active one, int pieces) {
    int before = one.cachedTokens();
    one.received(pieces);
    observer.read(one.cachedTokens() - before, true);
  }

  private void step(List<Portion> plan) {
    long begun = nanoTime.getAsLong();
    long grammarNanos = 0;
    List<Portion> running =
        plan.stream().filter(p -> !p.active().job().writing().isFinished()).toList();
    for (Outcome outcome : running.isEmpty() ? List.<Outcome>of() : steps.run(running)) {
      Active one = outcome.portion().active();
      if (outcome.failure().isPresent()) {
        fail(List.of(one), outcome.failure().get());
      } else if (one.isReading()) {
        read(one, outcome.portion().pieces());
      } else {
        grammarNanos += goOn(one, outcome);
      }
    }
    observer.stepped(
        plan.size(), nanoTime.getAsLong() - begun, grammarNanos + steps.takeGrammarNanos());
    release(a -> !a.isReading() && a.job().writing().isFinished() && finish(a));
  }

  /**
   * Takes what a step brought; what goes wrong here is one job's own.
   *
   * @return the time that the grammar took
   */
  private long goOn(Active one, Outcome outcome) {
    long begun = nanoTime.getAsLong();
    try {
      one.job().writing().answered(outcome.answers());
      long nanos = nanoTime.getAsLong() - begun;
      one.job().owner().wrote();
      return nanos;
    } catch (RuntimeException e) {
      fail(List.of(one), e);
      return 0;
    }
  }

  /** Pieces were computed: each is kept, and given to all who need it now. */
  private void read(Active reader, int pieces) {
    for (Piece piece : List.copyOf(reader.lacking().subList(0, pieces))) {
      reader.read();
      observer.read(piece.to() - piece.from(), false);
      prefixes.keep(piece, reader.range());
      for (Active other : active) {
        if (other.isReading() && other.lacking().getFirst().name().equals(piece.name())) {
          pool.copy(reader.range(), piece.from(), piece.to(), other.range());
          received(other, 1);
        }
      }
    }
  }

  private boolean finish(Active one) {
    long now = nanoTime.getAsLong();
    recentNanos += RECENT * (now - one.begun() - recentNanos);
    observer.promptRead(one.cachedTokens() > 0);
    one.job().owner().finished(one.cachedTokens(), now);
    return true;
  }

  private void fail(List<Active> running, Throwable failure) {
    for (Active one : running) {
      observer.failed(one.job().training());
      one.job().owner().failed(failure);
    }
    release(running::contains);
  }

  private void release(Predicate<Active> gone) {
    active.removeIf(a -> {
      boolean goes = gone.test(a);
      if (goes) {
        pool.release(a.range());
        a.job().version().release();
      }
      return goes;
    });
  }

  private void failWaiting() {
    for (Job job : waiting.drain()) {
      job.version().release();
      job.owner().failed(stopped());
    }
  }

  private void wake() {
    synchronized (news) {
      hasNews = true;
      news.notifyAll();
    }
  }

  private void await() throws InterruptedException {
    synchronized (news) {
      while (!hasNews && !stopping) {
        news.wait();
      }
      hasNews = false;
    }
  }

  static DecisionException stopped() {
    return new DecisionException(Kind.UNAVAILABLE, "the policy server is stopping; ask again");
  }

  /** Ends the work at the next step; those who wait hear that the server is stopping. */
  @Override
  public void close() {
    stopping = true;
    wake();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    steps.close();
    prefixes.close();
    pool.close();
  }
}
