// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.routerr1.infra.stack.LocalModel;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.fetch.Group;
import org.routerr1.infra.stack.fetch.LockFile;

/**
 * What the stack is to be.
 *
 * @param salt of what worker and gateway depend on besides their environment: the catalogue's
 *     version
 * @param models the local ones that the catalogue names
 * @param java the executable that runs the applications
 * @param environment of whoever asks; what it names is joined instead of started
 */
public record StackConfig(
    StackPaths paths,
    Ports ports,
    Path catalogue,
    String salt,
    List<LocalModel> models,
    Path java,
    Map<String, String> environment) {

  /** Temporal's standard environment names no other cluster. */
  public boolean ownTemporal() {
    return !names("TEMPORAL_ADDRESS")
        && !names("TEMPORAL_PROFILE")
        && !names("TEMPORAL_CONFIG_FILE");
  }

  /** The environment names no other database. */
  public boolean ownPostgres() {
    return !names("ROUTER_DB_URL");
  }

  /** The environment names no other policy server. */
  public boolean ownPolicy() {
    return !names("ROUTER_POLICY_ADDRESS");
  }

  /** The environment names no other weights. */
  public boolean fetchedPolicyModel() {
    return !names("ROUTER_POLICY_MODEL");
  }

  /** The policy's weights: {@code ROUTER_POLICY_MODEL}, or those that were fetched. */
  public Path policyModel() {
    return names("ROUTER_POLICY_MODEL")
        ? Path.of(environment.getOrDefault("ROUTER_POLICY_MODEL", "")).toAbsolutePath()
        : paths.cache().resolve(LockFile.standard().group(Group.SMOLLM2).madeFile().path());
  }

  /** The variables that carry the local models' endpoints into the catalogue. */
  public Map<String, String> modelVariables() {
    return modelVariables(ports, environment);
  }

  /** Likewise; what the environment sets already stands. */
  public static Map<String, String> modelVariables(Ports ports, Map<String, String> environment) {
    Map<String, String> variables = new TreeMap<>();
    for (LocalModel model : LocalModel.ALL) {
      String set = environment.getOrDefault(model.variable(), "");
      variables.put(model.variable(), set.isEmpty() ? model.endpoint(ports) : set);
    }
    return variables;
  }

  private boolean names(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }
}
