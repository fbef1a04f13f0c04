// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.nio.file.Path;

/**
 * Where a PostgreSQL of our own lives.
 *
 * @param binariesDir where the server's programs are unpacked once; may be shared by many servers
 * @param dataDir holds {@code cluster/} (the database's files) and {@code password}; made if absent
 * @param port on 127.0.0.1
 * @param logFile the server's log, appended to
 */
public record PostgresConfig(Path binariesDir, Path dataDir, int port, Path logFile) {

  public PostgresConfig {
    binariesDir = binariesDir.toAbsolutePath().normalize();
    dataDir = dataDir.toAbsolutePath().normalize();
    logFile = logFile.toAbsolutePath().normalize();
  }

  /** The database's files, as PostgreSQL's {@code PGDATA}. */
  public Path clusterDir() {
    return dataDir.resolve("cluster");
  }

  /** The superuser's generated password, readable by its owner only. */
  public Path passwordFile() {
    return dataDir.resolve("password");
  }

  /** The database that the books live in. */
  public String jdbcUrl() {
    return PostgresProcess.url(port, PostgresProcess.DATABASE);
  }

  /** The superuser. */
  public String user() {
    return PostgresCluster.USER;
  }
}
