// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.config;

/**
 * The gateway cannot run as it is told to. The message is one sentence that says what to change.
 */
public final class BadConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadConfigurationException(String message) {
    super(message);
  }
}
