// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.BooksReader;
import org.routerr1.ledger.BooksWriter;
import org.routerr1.ledger.Journal;
import org.routerr1.ledger.postgres.Books;

/** Opens the books at their first use, and tries again at the next if they are away. */
public final class LazyBooks implements BooksAccess, AutoCloseable {

  private final Supplier<Books> opener;
  private volatile @Nullable Books books;
  private boolean closed;

  /**
   * @param opener throws {@link org.routerr1.ledger.BooksUnavailableException} while they are away
   */
  public LazyBooks(Supplier<Books> opener) {
    this.opener = opener;
  }

  private Books open() {
    Books opened = books;
    return opened == null ? openOnce() : opened;
  }

  private synchronized Books openOnce() {
    if (closed) {
      throw new IllegalStateException("the books were closed with their plugin");
    }
    Books opened = books;
    if (opened == null) {
      opened = opener.get();
      books = opened;
    }
    return opened;
  }

  @Override
  public Journal journal() {
    return open().journal();
  }

  @Override
  public BooksReader reader() {
    return open().reader();
  }

  @Override
  public BooksWriter writer() {
    return open().writer();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Books opened = books;
    if (opened != null) {
      opened.close();
      books = null;
    }
  }
}
