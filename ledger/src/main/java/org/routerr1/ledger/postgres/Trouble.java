// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.SQLException;
import org.routerr1.ledger.BooksUnavailableException;

/** What a failed statement means for the one who waits, by the classes of SQLSTATE. */
enum Trouble {
  /** No connection: the same work may succeed when the database is back. */
  UNREACHABLE,
  /** Another transaction was in the way: the same work may succeed at once. */
  CONFLICT,
  /** No space, memory or working disk: will fail until someone acts. */
  NO_ROOM,
  /** The database does not allow it, or is not the one that was expected. */
  REFUSED,
  /** The data of one entry cannot be written. */
  BAD_ENTRY;

  static Trouble of(SQLException thrown) {
    SQLException e = root(thrown);
    String state = e.getSQLState();
    if (state == null || state.length() < 2) {
      // Driver and pool speak for themselves: the server always gives a state.
      return UNREACHABLE;
    }
    return switch (state.substring(0, 2)) {
      case "08", "57" -> UNREACHABLE;
      case "40" -> CONFLICT;
      // Too many connections is a matter of time, the others of class 53 are not.
      case "53" -> state.equals("53300") ? UNREACHABLE : NO_ROOM;
      case "58" -> NO_ROOM;
      case "21", "22", "23", "54" -> BAD_ENTRY;
      default -> REFUSED;
    };
  }

  /** What the server said: a pool tells of its own time-out, with that as the cause. */
  private static SQLException root(SQLException thrown) {
    SQLException deepest = thrown;
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        deepest = e;
      }
    }
    return deepest;
  }

  /** The exception for whoever waits for the work. */
  RuntimeException exception(SQLException thrown) {
    SQLException e = root(thrown);
    return switch (this) {
      case UNREACHABLE ->
          new BooksUnavailableException(
              "The database that holds the books cannot be reached: start it, or check the"
                  + " address in ROUTER_DB_URL ("
                  + e.getMessage()
                  + ").",
              thrown);
      case NO_ROOM ->
          new BooksUnavailableException(
              ("53100".equals(e.getSQLState())
                      ? "The disk of the database that holds the books is full: free some space"
                          + " there; what was acknowledged is kept ("
                      : "The database that holds the books has run out of memory or disk, or its"
                          + " disk fails: see its log (")
                  + e.getMessage()
                  + ").",
              thrown);
      case CONFLICT, REFUSED ->
          new BooksUnavailableException(
              "The database that holds the books refuses: " + e.getMessage(), thrown);
      case BAD_ENTRY ->
          new IllegalArgumentException(
              "The books cannot hold this entry: " + e.getMessage(), thrown);
    };
  }
}
