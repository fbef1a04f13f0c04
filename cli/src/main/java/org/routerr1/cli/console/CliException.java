// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

/** Ends a command with one sentence for the user and an exit code. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public CliException(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  public ExitCode code() {
    return code;
  }
}
