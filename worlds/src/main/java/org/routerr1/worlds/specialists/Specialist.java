// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A candidate of a made pool.
 *
 * @param key who it is within its pool, whatever it is called and costs; what it knows hangs on it
 * @param name what the policy writes
 * @param accuracies stated and true, per topic, 0 to 1, in the order in which they are stated
 * @param elsewhere accuracy on every other topic; 0 for a specialist, which then says that it does
 *     not know
 * @param price units of cost a call, which is dollars per million tokens
 * @param latencyMillis median time of a call
 */
public record Specialist(
    String key,
    Role role,
    String name,
    List<String> aliases,
    Map<String, Double> accuracies,
    double elsewhere,
    int price,
    long latencyMillis) {

  public Specialist {
    aliases = List.copyOf(aliases);
    accuracies = Collections.unmodifiableMap(new LinkedHashMap<>(accuracies));
  }

  public double accuracy(String topic) {
    return accuracies.getOrDefault(topic, elsewhere);
  }

  /** Whether it has no topic of its own. */
  public boolean generalist() {
    return accuracies.isEmpty();
  }

  Specialist named(String newName, List<String> newAliases) {
    return new Specialist(
        key, role, newName, newAliases, accuracies, elsewhere, price, latencyMillis);
  }

  Specialist priced(int newPrice) {
    return new Specialist(key, role, name, aliases, accuracies, elsewhere, newPrice, latencyMillis);
  }
}
