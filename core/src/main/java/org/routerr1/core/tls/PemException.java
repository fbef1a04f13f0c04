// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.tls;

/**
 * A certificate or key that cannot be used: file, what is wrong and the remedy, in one sentence.
 */
public final class PemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean missing;

  private PemException(boolean missing, String message) {
    super(message);
    this.missing = missing;
  }

  /** The file is not to be had. */
  public static PemException missing(String message) {
    return new PemException(true, message);
  }

  /** It is there, and wrong. */
  public static PemException wrong(String message) {
    return new PemException(false, message);
  }

  /** Whether the file is not to be had; else it is there and wrong. */
  public boolean isMissing() {
    return missing;
  }
}
