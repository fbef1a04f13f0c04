// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Head;
import org.routerr1.gateway.client.Queries;
import org.routerr1.gateway.client.TemporalUnavailableException;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.ledger.BooksReader.AuditRow;
import org.routerr1.ledger.QueryDocument;
import org.routerr1.workflows.QueryInput;

/** Shows queries and their audit records, as the books tell them. */
public final class QueryView {

  private final Queries queries;
  private final Books books;

  public QueryView(Queries queries, Books books) {
    this.queries = queries;
    this.books = books;
  }

  /** The query's document, or a {@link ProblemException}. */
  public QueryDocument document(String queryId) {
    demandPossible(queryId);
    return books
        .read(reader -> reader.query(queryId))
        .or(() -> undecided(queryId))
        .orElseThrow(() -> Problems.unknownQuery(queryId));
  }

  /** The records of one query, oldest first, or a {@link ProblemException}. */
  public List<AuditRow> auditOf(String queryId) {
    demandPossible(queryId);
    List<AuditRow> records = books.read(reader -> reader.auditOf(queryId));
    if (records.isEmpty()) {
      // Known but without a record yet is an empty list; unknown is a problem.
      document(queryId);
    }
    return records;
  }

  /** What no text of the database can hold is the id of no query. */
  static void demandPossible(String queryId) {
    if (queryId.indexOf('\0') >= 0) {
      throw Problems.unknownQuery(queryId.replace('\0', '\uFFFD'));
    }
  }

  /** A stretch of a chain, oldest first. */
  public List<AuditRow> audit(String chain, long from, int limit) {
    return books.read(reader -> reader.audit(chain, from, limit));
  }

  /** Where a chain stands; null: there is no such chain. */
  public @Nullable Head head(String chain) {
    return books.read(reader -> reader.head(chain)).orElse(null);
  }

  /** A query that waits for its first decision is not in the books yet, but Temporal has it. */
  private Optional<QueryDocument> undecided(String queryId) {
    try {
      return queries.input(queryId).map(QueryView::undecided);
    } catch (TemporalUnavailableException e) {
      return Optional.empty();
    }
  }

  private static QueryDocument undecided(QueryInput input) {
    return new QueryDocument(
        input.queryId(),
        Queries.workflowId(input.queryId()),
        input.chain(),
        input.question(),
        null,
        null,
        false,
        null,
        input.catalogueVersion() == null ? "" : input.catalogueVersion(),
        List.of(),
        0,
        0,
        null);
  }
}
