// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Heartbeats for the router's long activities while they run, so that a worker's death is noticed
 * after {@link RouterWorkers#LIFE_SIGN} and not at the activity's own, much longer, time limit. It
 * leaves alone what has no heartbeat timeout, what heartbeats by itself, and the host's activities.
 */
public final class KeepAlive extends WorkerInterceptorBase implements AutoCloseable {

  /** How the types of the router's activities begin. */
  static final String OURS = "router-r1.";

  private static final long BEAT_MILLIS = RouterWorkers.LIFE_SIGN.toMillis() / 4;

  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("router-keep-alive").factory());

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Beating(next);
  }

  /** Ends the beats of what is still under way. */
  @Override
  public void close() {
    beats.shutdownNow();
  }

  private final class Beating extends ActivityInboundCallsInterceptorBase {

    private ActivityExecutionContext context;

    @SuppressWarnings("NullAway.Init") // init comes before execute
    Beating(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext given) {
      context = given;
      super.init(given);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo info = context.getInfo();
      if (info.isLocal()
          || !info.getActivityType().startsWith(OURS)
          || !RouterWorkers.LIFE_SIGN.equals(info.getHeartbeatTimeout())) {
        return super.execute(input);
      }
      ScheduledFuture<?> beat =
          beats.scheduleAtFixedRate(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
      try {
        return super.execute(input);
      } finally {
        beat.cancel(false);
      }
    }

    private void beat() {
      try {
        context.heartbeat(null);
      } catch (ActivityCompletionException nobodyWaits) {
        // Whatever the activity brings is dropped; it does no harm to end it.
        return;
      }
    }
  }
}
