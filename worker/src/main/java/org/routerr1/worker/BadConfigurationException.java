// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

/** The worker cannot run as it is told to. The message is one sentence that says what to change. */
final class BadConfigurationException extends Exception {

  private static final long serialVersionUID = 1L;

  BadConfigurationException(String message) {
    super(message);
  }
}
