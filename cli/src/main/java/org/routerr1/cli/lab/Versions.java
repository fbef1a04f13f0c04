// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.activities.policy.GrpcPolicyClient;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.activities.policy.PolicyException;
import org.routerr1.activities.policy.ServedVersion;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.infra.stack.Ports;

/** What the policy server can serve. */
public final class Versions implements AutoCloseable {

  private static final String STABLE = "stable";

  private final PolicyClient policy;

  private Versions(PolicyClient policy) {
    this.policy = policy;
  }

  /** Of the stack's policy server, or of the one that the environment names. */
  public static Versions of(LocalStack stack, Map<String, String> environment) {
    String named = environment.getOrDefault("ROUTER_POLICY_ADDRESS", "");
    PolicyEndpoint server =
        named.isEmpty()
            ? PolicyEndpoint.plain("127.0.0.1:" + stack.ports().of(Ports.POLICY))
            : PolicyEndpoint.of(named, environment);
    return new Versions(new GrpcPolicyClient(server, Duration.ofMinutes(1)));
  }

  public List<ServedVersion> all() {
    try {
      return policy.versions();
    } catch (PolicyException e) {
      throw told(e);
    }
  }

  public ServedVersion named(String name) {
    List<ServedVersion> all = all();
    return all.stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new CliException(
                ExitCode.BAD_INPUT,
                "no policy version is called %s: there are %s"
                    .formatted(
                        name, String.join(", ", all.stream().map(ServedVersion::name).toList()))));
  }

  /**
   * Demands that these are there, before anything begins with them.
   *
   * @throws CliException naming the first that is not, and those that are
   */
  public static void demand(LocalStack stack, Map<String, String> environment, List<String> names) {
    if (!names.isEmpty()) {
      try (Versions versions = of(stack, environment)) {
        names.forEach(versions::named);
      }
    }
  }

  /** Where the stable channel points; the base model where it points nowhere. */
  public ServedVersion stable() {
    List<ServedVersion> all = all();
    return all.stream()
        .filter(v -> v.channels().contains(STABLE))
        .findFirst()
        .orElse(all.getFirst());
  }

  /** Has the server read and check a version now. */
  public void load(String name) {
    try {
      policy.load(name);
    } catch (PolicyException e) {
      throw told(e);
    }
  }

  private static CliException told(PolicyException e) {
    return new CliException(
        e.code() == FailureCode.POLICY_INVALID ? ExitCode.BAD_INPUT : ExitCode.MISSING,
        String.valueOf(e.getMessage()));
  }

  /** A version as documents show it. */
  public static Map<String, Object> document(ServedVersion version) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", version.name());
    document.put("parent", version.parent().isEmpty() ? null : version.parent());
    document.put("channel", version.channels().isEmpty() ? null : version.channels().getFirst());
    document.put("checksum", version.checksum());
    document.put("card", version.card().isEmpty() ? null : Cards.read(version.card()));
    document.put("run", version.card().isEmpty() ? null : Cards.field(version.card(), "run"));
    document.put(
        "evaluation", version.card().isEmpty() ? null : Cards.field(version.card(), "evaluation"));
    return document;
  }

  /** A decision of the gate, or of a person, as documents show it. */
  public static Map<String, Object> document(PromotionDocument decided) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", decided.version());
    document.put("promoted", decided.promoted());
    document.put("reason", decided.reason());
    document.put("evaluation", decided.evaluation());
    document.put("stable_before", decided.stable());
    document.put("who", decided.who());
    document.put("at", decided.at());
    return document;
  }

  @Override
  public void close() {
    policy.close();
  }
}
