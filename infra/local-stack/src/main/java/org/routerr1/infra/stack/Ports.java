// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who listens where, on the loopback: a base and offsets, or any free ports.
 *
 * @param base 0: free ones
 */
public record Ports(int base, Map<String, Integer> byName) {

  public static final int DEFAULT_BASE = 17080;

  public static final String GATEWAY = "gateway";
  public static final String WORKER = "worker";
  public static final String POLICY = "policy-server";
  public static final String POLICY_HTTP = "policy-server-http";
  public static final String TEMPORAL = "temporal";
  public static final String TEMPORAL_UI = "temporal-ui";
  public static final String POSTGRES = "postgres";

  /** Names in the order of their offsets; the local models come from {@link #MODELS_FROM} on. */
  private static final List<String> NAMES =
      List.of(GATEWAY, WORKER, POLICY, POLICY_HTTP, TEMPORAL, TEMPORAL_UI, POSTGRES);

  private static final int MODELS_FROM = 10;
  private static final int LOWEST = 1024;
  private static final int HIGHEST = 65_535;

  /** The port of this name. */
  public int of(String name) {
    Integer port = byName.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port is planned for " + name);
    }
    return port;
  }

  /**
   * Those that were asked for, else those remembered, else the default ones.
   *
   * @param asked null: nothing was asked for; 0: free ports (kept once chosen)
   */
  public static Ports choose(@Nullable Integer asked, @Nullable Ports remembered) {
    if (asked == null) {
      return remembered != null && remembered.complete() ? remembered : from(DEFAULT_BASE);
    }
    if (asked == 0) {
      return remembered != null && remembered.base() == 0 && remembered.complete()
          ? remembered
          : free();
    }
    int highest = HIGHEST - MODELS_FROM - LocalModel.ALL.size();
    if (asked < LOWEST || asked > highest) {
      throw StackException.badInput(
          "the port base %d is out of range: give a number from %d to %d, or 0 for free ports"
              .formatted(asked, LOWEST, highest));
    }
    return from(asked);
  }

  private boolean complete() {
    return byName.keySet().containsAll(from(DEFAULT_BASE).byName().keySet());
  }

  private static Ports from(int base) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      ports.put(NAMES.get(i), base + i);
    }
    for (int i = 0; i < LocalModel.ALL.size(); i++) {
      ports.put(LocalModel.ALL.get(i).id(), base + MODELS_FROM + i);
    }
    return new Ports(base, ports);
  }

  private static Ports free() {
    Map<String, Integer> ports = new LinkedHashMap<>(from(DEFAULT_BASE).byName());
    List<Integer> free = FreePort.some(ports.size());
    int next = 0;
    for (Map.Entry<String, Integer> entry : ports.entrySet()) {
      entry.setValue(free.get(next++));
    }
    return new Ports(0, ports);
  }
}
