// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.dbos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.routerr1.bench.load.Load;
import org.routerr1.bench.load.Measured;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The peer's process: DBOS with the query as its workflow. DBOS is a library, so callers live in
 * its process: the load is made here, where it costs the peer least. Each line on stdin, {@code
 * PREFIX N AT_ONCE CANDIDATE}, runs a load; each line on stdout is its {@link Measured} as JSON. It
 * ends when stdin does.
 */
@Command(name = "dbos-peer")
public final class DbosPeerMain implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--db-url", required = true)
  private String url = "";

  @Option(names = "--db-user", required = true)
  private String user = "";

  @Option(names = "--db-password-file", required = true)
  private Path passwordFile = Path.of("");

  @Option(names = "--policy", required = true, description = "host:port")
  private String policy = "";

  @Option(names = "--pool", required = true, description = "base URL, with /v1")
  private String pool = "";

  @Option(names = "--connections", description = "to the database")
  private int connections = 32;

  public static void main(String[] args) {
    System.exit(new CommandLine(new DbosPeerMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try (HikariDataSource database = database();
        PeerDecider decider = new PeerDecider(policy);
        PeerCaller caller = new PeerCaller(pool);
        DBOS dbos =
            new DBOS(
                DBOSConfig.defaults("router-bench")
                    .withDataSource(database)
                    .withAppVersion("bench"))) {
      PeerQuery query =
          dbos.registerProxy(PeerQuery.class, new PeerQueryImpl(dbos, decider, caller));
      dbos.launch();
      System.out.println("ready");
      serve(dbos, query);
      return 0;
    }
  }

  private static void serve(DBOS dbos, PeerQuery query) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      String candidate = words[3];
      Measured measured =
          Load.run(
              Integer.parseInt(words[1]),
              Integer.parseInt(words[2]),
              number -> {
                String id = words[0] + "-" + number;
                dbos.startWorkflow(
                        () -> query.answer("What is " + id + "?", candidate),
                        new StartWorkflowOptions(id))
                    .getResult();
              });
      System.out.println(JSON.writeValueAsString(measured));
    }
  }

  private HikariDataSource database() throws IOException {
    // As DBOS sets up its own pool, but with connections enough for the bench's concurrency.
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(Files.readString(passwordFile).strip());
    config.setMaximumPoolSize(connections);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }
}
