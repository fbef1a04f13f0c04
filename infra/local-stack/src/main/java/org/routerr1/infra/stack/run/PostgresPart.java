// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.postgres.PostgresConfig;
import org.routerr1.infra.stack.postgres.PostgresException;
import org.routerr1.infra.stack.postgres.PostgresProcess;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.process.ProcessId;

/** The books' database. Its own launcher returns when it answers. */
public record PostgresPart(PostgresConfig config) implements Part {

  @Override
  public String name() {
    return Ports.POSTGRES;
  }

  @Override
  public List<String> needs() {
    return List.of();
  }

  @Override
  public Map<String, Integer> ports() {
    return Map.of("sql", config.port());
  }

  @Override
  public Path log() {
    return config.logFile();
  }

  @Override
  public String health() {
    // In another network namespace its process lives, and nobody reaches it.
    return "tcp://127.0.0.1:" + config.port();
  }

  @Override
  public String fingerprint() {
    return Integer.toHexString(config.hashCode());
  }

  @Override
  public ProcessId start() {
    try {
      RunningPostgres running = PostgresProcess.start(config);
      return ProcessId.of(running.pid())
          .orElseThrow(() -> StackException.missing("postgres ended at once; its log: " + log()));
    } catch (PostgresException e) {
      throw new StackException(StackException.Kind.MISSING, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void awaitReady(ProcessId process) {}
}
