// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps failures of the router's activities small enough that Temporal shows them while a step is
 * tried again: of one above 4 KiB, which a stack trace soon is, it keeps "Failure exceeds size
 * limit" only, and nobody learns why a run stands still.
 */
final class ShortTraces extends WorkerInterceptorBase {

  private static final Logger LOG = LoggerFactory.getLogger(ShortTraces.class);
  private static final int FRAMES = 8;

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Shortening(next);
  }

  private static final class Shortening extends ActivityInboundCallsInterceptorBase {

    private boolean ours;

    Shortening(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      ours = context.getInfo().getActivityType().startsWith(KeepAlive.OURS);
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      try {
        return super.execute(input);
      } catch (RuntimeException e) {
        if (ours) {
          LOG.debug("a step failed; this is its whole trace", e);
          shorten(e);
        }
        throw e;
      }
    }
  }

  /** Leaves the first frames of a failure and of each of its causes. */
  static void shorten(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      StackTraceElement[] trace = cause.getStackTrace();
      if (trace.length > FRAMES) {
        cause.setStackTrace(Arrays.copyOf(trace, FRAMES));
      }
    }
  }
}
