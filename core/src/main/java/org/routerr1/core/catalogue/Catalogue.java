// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * The models that may be routed to, in the file's order.
 *
 * @param version content hash of the file that was read: {@code sha256:} and the first 16
 *     hexadecimal digits
 * @param source the file's bytes as text, kept so that a query can be replayed against the very
 *     catalogue that it saw
 */
public record Catalogue(String version, String source, List<Candidate> candidates) {

  /** The candidate of exactly this id or declared alias. */
  public Optional<Candidate> resolve(String name) {
    return candidates.stream()
        .filter(c -> c.id().equals(name) || c.aliases().contains(name))
        .findFirst();
  }
}
