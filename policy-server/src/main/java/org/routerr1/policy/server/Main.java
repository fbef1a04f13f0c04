// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import org.routerr1.policy.decide.VersionException;
import org.routerr1.policy.gguf.ModelFileException;

/**
 * The process. The model is loaded before any port is opened, so a server that can be reached can
 * decide. What keeps it from starting is one sentence on standard error and exit code 2 (bad
 * configuration or model file) or 3 (no model file, port in use).
 */
@QuarkusMain
public final class Main {

  private Main() {}

  public static void main(String... args) {
    try {
      prepare();
    } catch (CannotStartException e) {
      System.err.println("policy server: " + e.getMessage());
      System.exit(e.exitCode());
    }
    Quarkus.run(args);
  }

  private static void prepare() {
    try {
      SmallRyeConfig config =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDefaultSources()
              .withMapping(PolicyConfig.class)
              .build();
      PolicyConfig ours = config.getConfigMapping(PolicyConfig.class);
      Settings settings = Settings.of(ours);
      Transport transport = Transport.of(ours, config, Instant.now());
      transport.warning().ifPresent(w -> System.err.println("policy server: " + w));
      transport.settings().forEach(System::setProperty);
      Ports.demandFree(config);
      Preloaded.offer(Preloaded.load(settings));
    } catch (ConfigValidationException e) {
      throw CannotStartException.badInput(
          "%s; correct the value".formatted(e.getProblem(0).getMessage()));
    } catch (IllegalArgumentException e) {
      throw CannotStartException.badInput("%s; correct the value".formatted(e.getMessage()));
    } catch (VersionException e) {
      throw CannotStartException.badInput(String.valueOf(e.getMessage()));
    } catch (ModelFileException e) {
      throw switch (e.kind()) {
        case MISSING -> CannotStartException.missing(String.valueOf(e.getMessage()));
        case BROKEN -> CannotStartException.badInput(String.valueOf(e.getMessage()));
      };
    }
  }
}
