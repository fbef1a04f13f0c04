// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.time.Instant;
import org.routerr1.core.catalogue.Catalogue;

/**
 * The catalogue that new queries are pinned to. Its source has to be in the books before a query
 * may name its version, since every worker and every later replay looks it up there.
 */
public final class CatalogueInUse {

  private final Catalogue catalogue;
  private final Books books;
  private volatile boolean written;

  public CatalogueInUse(Catalogue catalogue, Books books) {
    this.catalogue = catalogue;
    this.books = books;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public String version() {
    return catalogue.version();
  }

  /** Whether the books hold it. */
  public boolean inBooks() {
    return written;
  }

  /** Writes it to the books if that is still to be done, trying until {@code end}. */
  public void awaitInBooks(Instant end) {
    if (written) {
      return;
    }
    books.writeUntil(
        end,
        writer -> {
          writer.catalogue(catalogue.version(), catalogue.source());
          return true;
        });
    written = true;
  }
}
