// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds;

/**
 * A file of facts or questions that cannot be used: one sentence with the file, the place and the
 * remedy.
 */
public final class BadFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String file;
  private final int line;

  /**
   * @param file as the user named it
   * @param line counted from 1; 0 where the whole file is meant
   */
  public BadFileException(String file, int line, String problem, String remedy) {
    super(file + (line > 0 ? ", line " + line : "") + ": " + problem + "; " + remedy + ".");
    this.file = file;
    this.line = line;
  }

  public String file() {
    return file;
  }

  /** Counted from 1; 0 where the whole file is meant. */
  public int line() {
    return line;
  }
}
