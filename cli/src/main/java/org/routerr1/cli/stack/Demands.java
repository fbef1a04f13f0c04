// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.routerr1.cli.CliException;
import org.routerr1.cli.ExitCode;
import org.routerr1.infra.stack.process.Ready;
import org.routerr1.infra.stack.run.StackConfig;

/** Checks what the environment names before anything is fetched or started. */
final class Demands {

  private static final String GGUF = "GGUF";

  private Demands() {}

  static void check(StackConfig config) throws IOException, InterruptedException {
    if (config.ownPolicy() && !config.fetchedPolicyModel()) {
      model(config.policyModel());
    }
    String temporal = config.environment().getOrDefault("TEMPORAL_ADDRESS", "");
    if (!temporal.isEmpty()) {
      temporal(temporal);
    }
  }

  private static void model(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "ROUTER_POLICY_MODEL names %s, which is not there: name a GGUF file, or unset it to use the one that is fetched"
              .formatted(file));
    }
    byte[] magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = in.readNBytes(GGUF.length());
    }
    if (!new String(magic, StandardCharsets.US_ASCII).equals(GGUF)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "ROUTER_POLICY_MODEL names %s, which is not a GGUF file: name one, or unset it to use the one that is fetched"
              .formatted(file));
    }
  }

  private static void temporal(String address) throws InterruptedException {
    int colon = address.lastIndexOf(':');
    int port;
    try {
      port = Integer.parseInt(address.substring(colon + 1));
    } catch (NumberFormatException e) {
      port = -1;
    }
    if (colon < 1 || port < 1 || port > 65_535) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "TEMPORAL_ADDRESS is \"%s\": write host:port, or unset it and a Temporal server is started here"
              .formatted(address));
    }
    if (!Ready.tcp(address.substring(0, colon), port).holds()) {
      throw new CliException(
          ExitCode.MISSING,
          "the Temporal cluster that TEMPORAL_ADDRESS names (%s) cannot be reached: start it, or unset the variable and one is started here"
              .formatted(address));
    }
  }
}
