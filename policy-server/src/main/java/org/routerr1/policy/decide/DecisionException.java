// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.time.Duration;

/** A request that gets no decision: why, in one sentence for its sender. */
public final class DecisionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** The request contradicts itself or does not fit; the same request will never do. */
    INVALID,
    /** No such policy version or channel. */
    UNKNOWN_VERSION,
    /** The request id was used for another request. */
    ID_TAKEN,
    /** Too many wait already; see {@link #retryAfter()}. */
    OVERLOADED,
    /** Nobody waits for it any more. */
    CANCELLED,
    /** The version's weights make numbers that are not finite. */
    NOT_FINITE,
    /** The server is starting or stopping. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final Duration retryAfter;

  public DecisionException(Kind kind, String message) {
    this(kind, message, Duration.ZERO);
  }

  private DecisionException(Kind kind, String message, Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  static DecisionException overloaded(int waiting, Duration retryAfter) {
    return new DecisionException(
        Kind.OVERLOADED,
        "%d decisions are waiting already; ask again in %d ms"
            .formatted(waiting, retryAfter.toMillis()),
        retryAfter);
  }

  public Kind kind() {
    return kind;
  }

  /** When to try again; zero where that does not help. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
