// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share out one piece of work after another, thousands a second. Whoever is free takes
 * the next task, so a thread that the system holds up delays no more than the task it is at. Who
 * asks while another's work is done waits for it.
 */
public final class Team implements AutoCloseable {

  /** Looks for work, some hundreds of microseconds, before a helper goes to sleep. */
  private static final int LOOKS = 50_000;

  /** A task, and which member does it: each member has memory of its own. */
  public interface Work {
    void run(int member, int task);
  }

  /** What is being done. */
  private static final class Round {
    private final Work work;
    private final int tasks;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Round(Work work, int tasks) {
      this.work = work;
      this.tasks = tasks;
    }

    void take(int member) {
      for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
        try {
          work.run(member, task);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        done.incrementAndGet();
      }
    }
  }

  private static final class Helper {
    private final Thread thread;
    private volatile boolean asleep;

    Helper(Team team, int member) {
      this.thread =
          Thread.ofPlatform()
              .name("policy-team-" + member)
              .daemon()
              .unstarted(() -> team.help(this, member));
    }
  }

  private final Helper[] helpers;
  private volatile @Nullable Round round;
  private volatile boolean closed;

  /**
   * @param members threads, the asking one with them
   */
  public Team(int members) {
    helpers = new Helper[members - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(this, i + 1);
      helpers[i].thread.start();
    }
  }

  public int members() {
    return helpers.length + 1;
  }

  /** Does tasks 0 to {@code tasks}; returns when all are done. */
  public synchronized void run(int tasks, Work work) {
    if (tasks <= 1 || helpers.length == 0) {
      for (int task = 0; task < tasks; task++) {
        work.run(0, task);
      }
      return;
    }
    Round mine = new Round(work, tasks);
    round = mine;
    for (Helper helper : helpers) {
      if (helper.asleep) {
        LockSupport.unpark(helper.thread);
      }
    }
    mine.take(0);
    for (int looks = 0; mine.done.get() < tasks; looks++) {
      if (looks < LOOKS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    Throwable failure = mine.failure.get();
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  private void help(Helper self, int member) {
    Round seen = null;
    int looks = 0;
    while (!closed) {
      Round now = round;
      if (now != null && now != seen) {
        now.take(member);
        seen = now;
        looks = 0;
      } else if (looks++ < LOOKS) {
        Thread.onSpinWait();
      } else {
        self.asleep = true;
        // Once more, since whoever asks looks at the flag only after the work is there.
        if (round == seen && !closed) {
          LockSupport.park(this);
        }
        self.asleep = false;
        looks = 0;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Helper helper : helpers) {
      LockSupport.unpark(helper.thread);
    }
  }
}
