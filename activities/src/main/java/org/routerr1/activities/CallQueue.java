// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.routerr1.core.catalogue.Candidate;

/** Names the task queue of a candidate whose calls are queued. */
public final class CallQueue {

  private CallQueue() {}

  /**
   * @param taskQueue of the router
   */
  public static String of(String taskQueue, Candidate candidate) {
    return prefix(taskQueue) + candidate.id();
  }

  /** Whether a queue is a candidate's of this router. */
  public static boolean is(String taskQueue, String queue) {
    return queue.startsWith(prefix(taskQueue));
  }

  private static String prefix(String taskQueue) {
    return taskQueue + "/call/";
  }
}
