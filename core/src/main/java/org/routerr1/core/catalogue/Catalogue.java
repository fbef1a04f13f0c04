// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import java.util.List;
import java.util.Optional;
import org.routerr1.core.money.Price;

/**
 * The models that may be routed to, in the file's order.
 *
 * @param version content hash of the file that was read: {@code sha256:} and the first 16
 *     hexadecimal digits
 * @param source the file's bytes as text, kept so that a query can be replayed against the very
 *     catalogue that it saw
 * @param policyPrice what the policy's own tokens cost; zero where the file does not say, since it
 *     runs on our own machine (a candidate without a price is refused)
 */
public record Catalogue(
    String version, String source, List<Candidate> candidates, Price policyPrice) {

  /** The candidate of exactly this id or declared alias. */
  public Optional<Candidate> resolve(String name) {
    return candidates.stream()
        .filter(c -> c.id().equals(name) || c.aliases().contains(name))
        .findFirst();
  }
}
