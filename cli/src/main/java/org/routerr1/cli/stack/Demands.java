// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.infra.stack.process.Ready;
import org.routerr1.infra.stack.run.StackConfig;

/** Checks what the environment names before anything is fetched or started. */
final class Demands {

  private static final String CANDIDATES = "ROUTER_QUERY_CANDIDATES";
  private static final String GGUF = "GGUF";
  private static final Pattern JDBC = Pattern.compile("jdbc:postgresql://([^/:?]+)(?::(\\d+))?/");
  private static final String POSTGRES_PORT = "5432";
  private static final int HIGHEST_PORT = 65_535;

  private Demands() {}

  static void check(StackConfig config) throws IOException, InterruptedException {
    if (config.ownPolicy() && !config.fetchedPolicyModel()) {
      model(config.policyModel());
    }
    Map<String, String> environment = config.environment();
    reachable("TEMPORAL_ADDRESS", environment.getOrDefault("TEMPORAL_ADDRESS", ""), "Temporal");
    String policy = environment.getOrDefault("ROUTER_POLICY_ADDRESS", "");
    reachable("ROUTER_POLICY_ADDRESS", policy, "policy server");
    if (!policy.isEmpty()) {
      PolicyEndpoint.of(policy, environment);
    }
    Matcher url = JDBC.matcher(environment.getOrDefault("ROUTER_DB_URL", ""));
    if (url.lookingAt()) {
      String port = url.group(2) == null ? POSTGRES_PORT : url.group(2);
      reachable("ROUTER_DB_URL", url.group(1) + ":" + port, "database");
    }
  }

  /** A wrong name would otherwise be told by the gateway alone, when all else has started. */
  static void candidates(Map<String, String> environment, Catalogue catalogue) {
    String names = environment.getOrDefault(CANDIDATES, "");
    for (String name : names.split(",", -1)) {
      if (!name.isBlank() && catalogue.resolve(name.strip()).isEmpty()) {
        throw new CliException(
            ExitCode.BAD_INPUT,
            "%s names \"%s\", which the catalogue does not have: name some of %s, or unset it to use them all"
                .formatted(
                    CANDIDATES,
                    name.strip(),
                    catalogue.candidates().stream()
                        .map(Candidate::id)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private static void model(Path file) throws IOException {
    if (Files.isRegularFile(file.resolve("config.json"))) {
      return; // A folder from Hugging Face: the policy server looks at it closely.
    }
    if (!Files.isRegularFile(file)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "ROUTER_POLICY_MODEL names %s, which is not there: name a GGUF file or a Hugging Face folder, or unset it to use the one that is fetched"
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

  private static void reachable(String variable, String address, String what)
      throws InterruptedException {
    if (address.isEmpty()) {
      return;
    }
    int colon = address.lastIndexOf(':');
    int port;
    try {
      port = Integer.parseInt(address.substring(colon + 1));
    } catch (NumberFormatException e) {
      port = -1;
    }
    if (colon < 1 || port < 1 || port > HIGHEST_PORT) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "%s is \"%s\": write host:port, or unset it and a %s is started here"
              .formatted(variable, address, what));
    }
    if (!Ready.tcp(address.substring(0, colon), port).holds()) {
      throw new CliException(
          ExitCode.MISSING,
          "the %s that %s names (%s) cannot be reached: start it, or unset the variable and one is started here"
              .formatted(what, variable, address));
    }
  }
}
