// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import java.util.ArrayList;
import java.util.List;

/**
 * A flag that stops a step which is under way: whoever waits registers what ends its waiting. Safe
 * for use by several threads; an action runs at most once, at once if the flag is up already.
 */
public final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /** Raises the flag and runs what was registered. */
  public void cancel() {
    List<Runnable> toRun;
    synchronized (actions) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = List.copyOf(actions);
      actions.clear();
    }
    toRun.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    synchronized (actions) {
      return cancelled;
    }
  }

  public void onCancel(Runnable action) {
    synchronized (actions) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
