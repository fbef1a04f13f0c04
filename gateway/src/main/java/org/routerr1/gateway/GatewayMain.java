// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.net.BindException;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.CatalogueException;
import org.routerr1.core.tls.PemException;
import org.routerr1.gateway.config.BadConfigurationException;
import org.routerr1.gateway.config.ConfigLoader;
import org.routerr1.gateway.config.GatewayConfig;

/**
 * The gateway's process. What it is told is checked before it starts: a mistake in configuration or
 * catalogue is one sentence on standard error and exit code 2.
 */
@QuarkusMain
public final class GatewayMain {

  private static final int BAD_INPUT = 2;
  private static final int MISSING = 3;

  private GatewayMain() {}

  /** Runs until it is stopped. */
  public static void main(String... args) {
    try {
      GatewayConfig config = ConfigLoader.load(System.getenv());
      GatewayBeans.checked(config);
    } catch (BadConfigurationException | CatalogueException e) {
      System.err.println("gateway: " + e.getMessage());
      System.exit(BAD_INPUT);
    } catch (PemException e) {
      System.err.println("gateway: " + e.getMessage());
      System.exit(e.isMissing() ? MISSING : BAD_INPUT);
    }
    Quarkus.run(null, GatewayMain::exit, args);
  }

  private static void exit(int code, @Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException) {
        System.err.println(
            "gateway: its port is in use: stop what uses it, or set QUARKUS_HTTP_PORT");
        System.exit(BAD_INPUT);
      }
    }
    System.exit(code);
  }
}
