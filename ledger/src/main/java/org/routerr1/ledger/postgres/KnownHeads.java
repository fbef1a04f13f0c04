// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Head;

/**
 * Where this process last left the chains, and whether anybody else moves them. A chain that nobody
 * else moves need not be asked for its head before every write. Of the writer's thread alone.
 */
final class KnownHeads {

  private final Map<String, Head> last = new HashMap<>();
  private final Set<String> unshared = new HashSet<>();

  /** Whether it is worth a guess that these chains are where we left them. */
  boolean areUnshared(Collection<String> chains) {
    return unshared.containsAll(chains);
  }

  @Nullable Head get(String chain) {
    return last.get(chain);
  }

  /** The heads as they were found, under lock. */
  void found(Collection<Head> heads) {
    for (Head head : heads) {
      if (head.equals(last.get(head.chain()))) {
        unshared.add(head.chain());
      } else {
        unshared.remove(head.chain());
      }
    }
  }

  /** The heads as a committed write of ours left them. */
  void left(Collection<Head> heads) {
    heads.forEach(head -> last.put(head.chain(), head));
  }

  /** As {@link #left}, by a write that compared: nobody else was there. */
  void leftUnshared(Collection<Head> heads) {
    left(heads);
    heads.forEach(head -> unshared.add(head.chain()));
  }

  /** A guess about these chains is under way, and wrong until it proves right. */
  void doubt(List<String> chains) {
    chains.forEach(unshared::remove);
    chains.forEach(last::remove);
  }
}
