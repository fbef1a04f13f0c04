// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The database that holds the books cannot be reached or refuses to write. Nothing was lost; the
 * step may be repeated.
 */
public final class BooksUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BooksUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
