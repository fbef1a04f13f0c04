// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

/** Temporal cannot be reached, or did not say in time whether it did what was asked. */
public final class TemporalUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TemporalUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
