// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import org.jspecify.annotations.Nullable;

/** PostgreSQL could not be unpacked, started or stopped; the message says what to do. */
public class PostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Another process listens on the port. */
  public static final class PortInUse extends PostgresException {

    private static final long serialVersionUID = 1L;

    PortInUse(int port) {
      super(
          "Port "
              + port
              + " on 127.0.0.1 is in use: end the process that listens there"
              + " or choose another port for PostgreSQL.",
          null);
    }
  }
}
