// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import java.util.List;

/**
 * A version that a policy server can be asked for.
 *
 * @param channels that point to it
 * @param parent what it was trained from; empty: the base model
 * @param card a JSON document about its making; empty: the base model
 */
public record ServedVersion(
    String name, List<String> channels, String checksum, String parent, String card) {

  public ServedVersion {
    channels = List.copyOf(channels);
  }

  public boolean base() {
    return parent.isEmpty();
  }
}
