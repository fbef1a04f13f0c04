// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

/** A request to the learner that is refused; nothing was changed by it. */
public final class LearnException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** The request contradicts itself. */
    INVALID,
    /** No such run, version or checkpoint. */
    UNKNOWN,
    /** The name was used with other content. */
    TAKEN,
    /** Not now: a step out of order. */
    OUT_OF_ORDER,
    /** Loss or gradient is not finite. */
    NOT_FINITE,
    /** No room on the disk. */
    NO_ROOM,
    /** A file of the run is damaged. */
    DAMAGED,
    /** The learner is stopping. */
    STOPPING
  }

  private final Kind kind;

  public LearnException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static LearnException invalid(String format, Object... values) {
    return new LearnException(Kind.INVALID, format.formatted(values));
  }

  public Kind kind() {
    return kind;
  }
}
