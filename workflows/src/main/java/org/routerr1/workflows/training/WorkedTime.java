// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

/**
 * How long a training has worked, as {@code --minutes} counts it. What took far longer than any of
 * its kind before stood still meanwhile, with the machine off or the stack stopped: of that time no
 * more is counted than a slow one would take.
 *
 * @param millis that count
 * @param longestStep of those before, milliseconds; 0: there was none
 * @param longestLook at the validation slice, likewise
 */
public record WorkedTime(long millis, long longestStep, long longestLook) {

  /** Before the first step. */
  public static final WorkedTime NONE = new WorkedTime(0, 0, 0);

  /** Times the longest before; no step and no look of a training differ from others by so much. */
  private static final int SLOW = 3;

  /** Times the longest step that a first look may take. */
  private static final int LOOK_STEPS = 60;

  /** With a step that has ended. */
  WorkedTime step(long tookMillis) {
    long counts = longestStep == 0 ? tookMillis : Math.min(tookMillis, SLOW * longestStep);
    return new WorkedTime(millis + counts, Math.max(longestStep, counts), longestLook);
  }

  /** With a look that has ended. */
  WorkedTime look(long tookMillis) {
    long most = longestLook == 0 ? LOOK_STEPS * longestStep : SLOW * longestLook;
    long counts = Math.min(tookMillis, most);
    return new WorkedTime(millis + counts, longestStep, Math.max(longestLook, counts));
  }
}
