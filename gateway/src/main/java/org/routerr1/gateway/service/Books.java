// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.routerr1.gateway.client.BooksConnection;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.ledger.BooksReader;
import org.routerr1.ledger.BooksUnavailableException;
import org.routerr1.ledger.BooksWriter;

/**
 * The books, with the patience to sit out a restart of their database. What stays out of reach is a
 * problem {@code books_unavailable}.
 */
public final class Books {

  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final BooksConnection connection;
  private final Patience patience;
  private final InstantSource clock;
  private final Duration longest;

  public Books(
      BooksConnection connection, Patience patience, InstantSource clock, Duration longest) {
    this.connection = connection;
    this.patience = patience;
    this.clock = clock;
    this.longest = longest;
  }

  /** Reads, trying for as long as the configuration says. */
  public <T> T read(Function<BooksReader, T> question) {
    return until(clock.instant().plus(longest), question);
  }

  /** Reads, trying until {@code end}. */
  public <T> T until(Instant end, Function<BooksReader, T> question) {
    return reaching(end, () -> question.apply(connection.books().reader()));
  }

  /** Writes what is safe to repeat, trying for as long as the configuration says. */
  public <T> T write(Function<BooksWriter, T> entry) {
    return writeUntil(clock.instant().plus(longest), entry);
  }

  /** Writes what is safe to repeat, trying until {@code end}. */
  public <T> T writeUntil(Instant end, Function<BooksWriter, T> entry) {
    return reaching(end, () -> entry.apply(connection.books().writer()));
  }

  private <T> T reaching(Instant end, Supplier<? extends T> attempt) {
    try {
      return patience.until(end, BooksUnavailableException.class::isInstance, attempt);
    } catch (BooksUnavailableException e) {
      throw Problem.unavailable(
              "books_unavailable", "the books' database cannot be reached", COME_AGAIN)
          .exception();
    }
  }
}
