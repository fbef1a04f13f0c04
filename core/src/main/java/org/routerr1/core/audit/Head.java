// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

/**
 * Where a chain stands: its last record, or the place before its first. Appending and verifying
 * start from a head, so a long chain is verified page by page.
 *
 * @param chain the chain's id (tenant)
 * @param sequence of the last record, from 1; 0: the chain is empty
 * @param hash of the last record
 */
public record Head(String chain, long sequence, String hash) {

  private static final String NOTHING = "0".repeat(64);

  /** The head of an empty chain; its hash is 64 zeros. */
  public static Head genesis(String chain) {
    return new Head(chain, 0, NOTHING);
  }
}
