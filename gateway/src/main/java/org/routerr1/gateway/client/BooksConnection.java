// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.client;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.postgres.Books;

/**
 * The books, opened when first used: the gateway starts before their database does. Until it is
 * there, every use fails with {@link BooksUnavailableException} and may be repeated.
 */
public final class BooksConnection implements AutoCloseable {

  private final String url;
  private final String user;
  private final @Nullable Path passwordFile;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Books books;

  public BooksConnection(String url, String user, @Nullable Path passwordFile) {
    this.url = url;
    this.user = user;
    this.passwordFile = passwordFile;
  }

  /** The open books. */
  public Books books() {
    Books open = books;
    return open == null ? open() : open;
  }

  /** One attempt at a time: behind a database that is away nobody queues up. */
  private Books open() {
    if (!opening.tryLock()) {
      throw new BooksUnavailableException("the books are being opened", null);
    }
    try {
      Books open = books;
      if (open == null) {
        open = Books.connect(url, user, passwordFile);
        books = open;
      }
      return open;
    } finally {
      opening.unlock();
    }
  }

  @Override
  public void close() {
    Books open = books;
    if (open != null) {
      open.close();
    }
  }
}
