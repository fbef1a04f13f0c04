// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.routerr1.ledger.BooksReader.GivenFeedback;
import org.routerr1.ledger.QueryDocument.Call;
import org.routerr1.ledger.QueryDocument.Decision;
import org.routerr1.ledger.QueryDocument.Policy;
import org.routerr1.ledger.QueryDocument.UsageDocument;
import org.routerr1.ledger.postgres.Books;

class QueryDocumentIT extends OnPostgres {

  @Test
  void anUnknownQueryIsNotInTheBooks() {
    assertThat(books.reader().query("unknown")).isEmpty();
    assertThat(books.reader().auditOf("unknown")).isEmpty();
    assertThat(books.reader().catalogueSource("unknown")).isEmpty();
    assertThat(books.reader().head("unknown")).isEmpty();
  }

  @Test
  void tellsTheWholeWayOfAnAnsweredQuery() {
    books.journal().decide(Samples.route("whole", 1)).join();
    for (StepKey key :
        new StepKey[] {
          Samples.call("whole", 1, 1, 1),
          Samples.call("whole", 1, 2, 1),
          Samples.call("whole", 1, 2, 2)
        }) {
      books.journal().intend(Samples.intent(key)).join();
      boolean failed = key.call() == 2 && key.attempt() == 1;
      books.journal().close(Samples.reply(key, failed ? null : "reply " + key.call())).join();
    }
    books.journal().decide(Samples.answer("whole", 2, "42")).join();

    QueryDocument document = books.reader().query("whole").orElseThrow();
    assertThat(document.workflowId()).isEqualTo("query/whole");
    assertThat(document.chain()).isEqualTo("default");
    assertThat(document.question()).isEqualTo("Question of whole");
    assertThat(document.outcome()).isEqualTo("answered");
    assertThat(document.answer()).isEqualTo("42");
    assertThat(document.forced()).isTrue();
    assertThat(document.policy()).isEqualTo(new Policy("base@1", "smol"));
    assertThat(document.catalogueVersion()).isEqualTo(Samples.CATALOGUE);
    assertThat(document.costNanoUsd()).isEqualTo(64);
    assertThat(document.rounds()).hasSize(2);
    QueryDocument.Round first = document.rounds().get(0);
    assertThat(first.action()).isEqualTo("route");
    assertThat(first.thought()).isEqualTo("thought 1");
    assertThat(first.decision())
        .isEqualTo(new Decision(3, 100, -.75, 12, Samples.route("whole", 1).promptHash(), 7));
    assertThat(first.calls())
        .containsExactly(
            new Call(
                "a",
                "model-a",
                "sub-question",
                "reply 1",
                "ok",
                null,
                new UsageDocument(10, 20),
                50,
                34,
                1),
            new Call(
                "a",
                null,
                "sub-question",
                null,
                "timeout",
                "no answer in 5000 ms",
                new UsageDocument(0, 0),
                0,
                34,
                1),
            new Call(
                "a",
                "model-a",
                "sub-question",
                "reply 2",
                "ok",
                null,
                new UsageDocument(10, 20),
                50,
                34,
                2));
    assertThat(document.rounds().get(1).action()).isEqualTo("answer");
    QueryDocument.AuditSpan audit = Objects.requireNonNull(document.audit());
    assertThat(audit.records()).isEqualTo(5);
    assertThat(audit.lastSequence() - audit.firstSequence()).isEqualTo(4);
  }

  @Test
  void tellsOfAQueryUnderWay() {
    Clock later = Clock.fixed(Instant.ofEpochMilli(1_000_321), ZoneOffset.UTC);
    try (var pool = pool();
        Books then = Books.open(pool, later)) {
      books.journal().decide(Samples.route("live", 1)).join();
      books.journal().intend(Samples.intent(Samples.call("live", 1, 1, 1))).join();
      books.journal().find(Samples.call("live", 1, 1, 1));
      QueryDocument document = then.reader().query("live").orElseThrow();
      assertThat(document.outcome()).isNull();
      assertThat(document.answer()).isNull();
      assertThat(document.ms()).isEqualTo(321);
      assertThat(document.costNanoUsd()).isEqualTo(7);
      assertThat(document.rounds().get(0).calls())
          .containsExactly(
              new Call(
                  "a",
                  null,
                  "sub-question",
                  null,
                  "pending",
                  null,
                  new UsageDocument(0, 0),
                  0,
                  0,
                  1));
    }
  }

  @Test
  void aQueryThatEndsWithoutAnAnswerSaysWhy() throws SQLException {
    books.journal().decide(Samples.route("cancelled", 1)).join();
    books.journal().intend(Samples.intent(Samples.call("cancelled", 1, 1, 1))).join();
    for (int i = 0; i < 2; i++) {
      books
          .writer()
          .ended(Samples.opening("cancelled"), "query/cancelled", "cancelled", "by the user", 7);
    }
    QueryDocument document = books.reader().query("cancelled").orElseThrow();
    assertThat(document.outcome()).isEqualTo("cancelled");
    assertThat(document.rounds().get(0).calls().get(0).outcome()).isEqualTo("unknown");
    assertThat(document.costNanoUsd()).isEqualTo(7);
    assertThat(books.reader().auditOf("cancelled")).hasSize(2);
    assertThat(
            ask(
                "SELECT convert_from(detail, 'UTF8') FROM router.body"
                    + " WHERE id = 'query:cancelled'"))
        .isEqualTo("by the user");
    // An answer that comes after the end is in the books, but the end stands.
    books.journal().decide(Samples.answer("cancelled", 2, "late")).join();
    assertThat(books.reader().query("cancelled").orElseThrow().outcome()).isEqualTo("cancelled");
  }

  @Test
  void aQueryThatNeverDecidedHasARowOnceItEnded() {
    books.writer().ended(Samples.opening("mute"), "query/mute", "policy_unavailable", "away", 0);
    QueryDocument document = books.reader().query("mute").orElseThrow();
    assertThat(document.outcome()).isEqualTo("policy_unavailable");
    assertThat(document.policy()).isNull();
    assertThat(document.rounds()).isEmpty();
    assertThat(document.question()).isEqualTo("Question of mute");
  }

  @Test
  void feedbackIsWrittenOnceAndOnlyForKnownQueries() throws SQLException {
    books.journal().decide(Samples.answer("rated", 1, "42")).join();
    for (int i = 0; i < 2; i++) {
      assertThat(books.writer().feedback("rated", "f1", .5, "43", null))
          .isEqualTo(FeedbackEntry.KEPT);
    }
    assertThat(books.writer().feedback("rated", "f1", .7, "43", null))
        .isEqualTo(FeedbackEntry.CONFLICT);
    assertThat(books.writer().feedback("nobody", "f1", .5, null, null))
        .isEqualTo(FeedbackEntry.UNKNOWN_QUERY);
    assertThat(ask("SELECT count(*) FROM router.feedback WHERE query_id = 'rated'")).isEqualTo("1");
    assertThat(books.reader().auditOf("rated")).hasSize(2);
    assertThat(books.reader().auditOf("rated").get(1).reply())
        .isEqualTo("{\"id\":\"f1\",\"score\":0.5,\"right_answer\":\"43\"}");
    verified("default");
  }

  @Test
  void feedbackSinceAMomentIsReadOldestFirst() throws SQLException {
    for (String query : List.of("first", "second", "erased")) {
      books.journal().decide(Samples.answer(query, 1, "42")).join();
      books.writer().feedback(query, "f", query.equals("first") ? null : .25, "43", null);
    }
    books.writer().feedback("second", "bare", 1.0, null, "good");
    long before = last(books.reader().feedback(0, 100));
    sql("UPDATE router.feedback SET given_at = now() - interval '3 hours' WHERE query_id='first'");
    sql("UPDATE router.feedback SET given_at = now() - interval '2 hours' WHERE query_id='erased'");
    sql("UPDATE router.feedback SET given_at = now() - interval '1 hour' WHERE query_id='second'");
    sql("UPDATE router.body SET prompt = NULL WHERE id = 'query:erased'");

    List<GivenFeedback> all = books.reader().feedback(before, 100);
    assertThat(all)
        .extracting(GivenFeedback::question, GivenFeedback::score, GivenFeedback::rightAnswer)
        .containsExactly(
            tuple("Question of first", null, "43"),
            tuple("Question of second", 1.0, null),
            tuple("Question of second", .25, "43"));
    assertThat(books.reader().feedback(all.getFirst().atMicros(), 1))
        .singleElement()
        .satisfies(next -> assertThat(next.queryId()).isEqualTo("second"));
    assertThat(books.reader().feedback(last(all), 100)).isEmpty();
  }

  private static long last(List<GivenFeedback> given) {
    return given.isEmpty() ? 0 : given.getLast().atMicros();
  }

  @Test
  void aCatalogueIsKeptAsItWasFirst() {
    books.writer().catalogue("sha256:1", "candidates: []");
    books.writer().catalogue("sha256:1", "other");
    assertThat(books.reader().catalogueSource("sha256:1")).contains("candidates: []");
  }

  @Test
  void theTrajectoryIsKeptToTheBit() throws SQLException {
    books.journal().decide(Samples.route("trajectory", 1)).join();
    assertThat(
            ask(
                "SELECT encode(tokens, 'hex') || ' ' || encode(free_logprobs, 'hex')"
                    + " FROM router.body WHERE id = 'step:query/trajectory/1/0/1'"))
        .isEqualTo("000000010000000200009c40 bf000000c0000000be000000");
  }
}
