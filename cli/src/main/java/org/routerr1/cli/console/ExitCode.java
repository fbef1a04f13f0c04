// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

/** What the shell is told. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** A defect of ours. */
  DEFECT(1),
  /** Bad input or configuration. */
  BAD_INPUT(2),
  /** Something that is needed is missing or cannot be reached. */
  MISSING(3),
  /** Refused by a limit: budget, rate, gate. */
  REFUSED(4),
  /** A verification failed. */
  UNVERIFIED(5),
  /** Interrupted by the user. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
