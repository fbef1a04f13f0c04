// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.routerr1.ledger.BooksReader;
import org.routerr1.ledger.BooksWriter;
import org.routerr1.ledger.Journal;

/**
 * The books, when they are needed. Each method may throw {@link
 * org.routerr1.ledger.BooksUnavailableException}: the database need not be there when a worker
 * starts.
 */
public interface BooksAccess {

  Journal journal();

  BooksReader reader();

  BooksWriter writer();
}
