// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.gguf.ModelFileException;

/**
 * The process. The model is loaded before any port is opened, so a server that can be reached can
 * decide. Exit codes: 2 for bad configuration or a broken model file, 3 for a missing one.
 */
@QuarkusMain
public final class Main {

  private static final int BAD_INPUT = 2;
  private static final int MISSING = 3;

  private Main() {}

  public static void main(String... args) {
    try {
      Settings settings = Settings.read();
      Preloaded.offer(Policy.load(settings.model(), settings.contextTokens(), settings.threads()));
    } catch (ModelFileException e) {
      exit(e.kind() == ModelFileException.Kind.MISSING ? MISSING : BAD_INPUT, e);
    } catch (Settings.MissingException e) {
      exit(MISSING, e);
    } catch (Settings.WrongException e) {
      exit(BAD_INPUT, e);
    }
    Quarkus.run(args);
  }

  private static void exit(int code, Exception problem) {
    System.err.println(problem.getMessage());
    System.exit(code);
  }
}
