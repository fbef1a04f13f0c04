// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * How to reach a server that is ready.
 *
 * @param jdbcUrl of the database {@code router}, which exists
 * @param user its superuser
 * @param passwordFile holds the password, nothing else
 * @param pid of the server's main process
 */
public record RunningPostgres(String jdbcUrl, String user, Path passwordFile, long pid) {

  /** Opens a plain connection. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password());
  }

  /** The password as it is now in the file. */
  public String password() {
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new PostgresException("Cannot read the database's password in " + passwordFile, e);
    }
  }
}
