// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

/** Why the server cannot start, in one sentence with the remedy, and how the process exits. */
final class CannotStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int BAD_INPUT = 2;
  private static final int MISSING = 3;

  private final int exitCode;

  private CannotStartException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Something that was given cannot be used. */
  static CannotStartException badInput(String message) {
    return new CannotStartException(BAD_INPUT, message);
  }

  /** Something that is needed is not there. */
  static CannotStartException missing(String message) {
    return new CannotStartException(MISSING, message);
  }

  int exitCode() {
    return exitCode;
  }
}
