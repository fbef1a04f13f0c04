// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a {@link FixedPolicy} as a process, until it is told to end; then says what it was asked.
 */
@Command(
    name = "fixed-policy",
    mixinStandardHelpOptions = true,
    description = "A policy server without a model: routes so many times, then answers.")
public final class FixedPolicyMain implements Callable<Integer> {

  @Option(names = "--port", description = "0: a free one")
  private int port;

  @Option(names = "--routes", description = "rounds that route before the answer")
  private int routes = 4;

  public static void main(String[] args) {
    System.exit(new CommandLine(new FixedPolicyMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      FixedPolicy policy = FixedPolicy.start(port, routes);
      Processes.announce(
          policy.port(),
          () -> {
            System.err.println(
                "asked " + policy.requests() + " times, repeated " + policy.repeated());
            policy.close();
          });
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return Processes.refuse(e);
    }
  }
}
