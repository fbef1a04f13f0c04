// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

/** A version that cannot be served, or a channel that cannot be moved: why, in one sentence. */
public final class VersionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Kind {
    /** There is no such version. */
    UNKNOWN,
    /** The name of version or channel is none. */
    INVALID,
    /** The adapter was made for another model, or is of a kind that is not run here. */
    UNFIT,
    /** Its files are damaged, or not what card and name say. */
    BROKEN,
    /** The channel points elsewhere than was expected. */
    MOVED,
    /** What was changed could not be written down. */
    NOT_WRITTEN
  }

  private final Kind kind;

  VersionException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
