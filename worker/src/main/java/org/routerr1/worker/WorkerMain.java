// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.net.BindException;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.CatalogueException;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.core.tls.PemException;

/**
 * The worker's process. What it is told is checked before it starts: a mistake in configuration or
 * catalogue is said on standard error, and the exit code is 2. What it needs from others (Temporal,
 * the database, the policy server) may come later.
 */
@QuarkusMain
public final class WorkerMain {

  private static final int DEFECT = 1;
  private static final int BAD_INPUT = 2;
  private static final int MISSING = 3;

  private WorkerMain() {}

  /** Runs until it is stopped. */
  public static void main(String... args) {
    try {
      WorkerConfig config = ConfigLoader.load(System.getenv().keySet());
      new CatalogueReader(System::getenv).read(config.catalogue());
      TemporalConnection.profile();
      ConfigLoader.policyServer(config);
    } catch (BadConfigurationException | CatalogueException e) {
      System.err.println("worker: " + e.getMessage());
      System.exit(BAD_INPUT);
    } catch (PemException e) {
      System.err.println("worker: " + e.getMessage());
      System.exit(e.isMissing() ? MISSING : BAD_INPUT);
    }
    Quarkus.run(null, WorkerMain::exit, args);
  }

  private static void exit(int code, @Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException) {
        System.err.println(
            "worker: its port is in use: stop what uses it, or set QUARKUS_HTTP_PORT");
        System.exit(MISSING);
      }
    }
    System.exit(failure == null ? code : DEFECT);
  }
}
