// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import org.jspecify.annotations.Nullable;

/**
 * Why the local stack cannot do what was asked, in one sentence for the user that names the place
 * and the remedy.
 */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  public StackException(Kind kind, String sentence) {
    this(kind, sentence, null);
  }

  public StackException(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** Something that is needed is missing or cannot be reached. */
  public static StackException missing(String sentence) {
    return new StackException(Kind.MISSING, sentence);
  }

  /** What was asked for, or how it was configured, cannot be. */
  public static StackException badInput(String sentence) {
    return new StackException(Kind.BAD_INPUT, sentence);
  }

  /** A checksum does not match. */
  public static StackException verification(String sentence) {
    return new StackException(Kind.VERIFICATION, sentence);
  }

  public Kind kind() {
    return kind;
  }

  /** The class of the trouble; the command line gives each its exit code. */
  public enum Kind {
    BAD_INPUT,
    MISSING,
    VERIFICATION
  }
}
