// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.routerr1.bench.dbos.DbosPeerMain;
import org.routerr1.bench.load.Measured;
import org.routerr1.bench.process.JavaProcess;
import org.routerr1.infra.stack.postgres.RunningPostgres;

/** The peer: DBOS in a process of its own, on a database of its own in the same server. */
final class DbosSide implements Side {

  private static final String DATABASE = "dbos";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JavaProcess process;
  private int loads;

  private DbosSide(JavaProcess process) {
    this.process = process;
  }

  static DbosSide start(
      RunningPostgres postgres, String policyAddress, String poolUrl, int connections, Path logs) {
    makeDatabase(postgres);
    String url = postgres.jdbcUrl();
    JavaProcess process =
        JavaProcess.main(
            "the DBOS peer",
            logs.resolve("dbos-peer.log"),
            DbosPeerMain.class,
            List.of(
                "--db-url=" + url.substring(0, url.lastIndexOf('/') + 1) + DATABASE,
                "--db-user=" + postgres.user(),
                "--db-password-file=" + postgres.passwordFile(),
                "--policy=" + policyAddress,
                "--pool=" + poolUrl,
                "--connections=" + connections));
    process.await("ready");
    return new DbosSide(process);
  }

  @Override
  public Measured run(int n, int atOnce, String candidate) {
    process.writeLine("load" + ++loads + " " + n + " " + atOnce + " " + candidate);
    try {
      return JSON.readValue(process.readLine(), Measured.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the DBOS peer speaks otherwise than expected", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private static void makeDatabase(RunningPostgres postgres) {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the peer's database: " + e.getMessage(), e);
    }
  }
}
