// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.core.audit.AuditChain;
import org.routerr1.core.audit.Verification;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.ledger.Entry.State;
import org.routerr1.ledger.postgres.Books;

class JournalIT extends OnPostgres {

  @Test
  void aStepThatNeverBeganIsNotFound() {
    assertThat(books.journal().find(Samples.call("never", 1, 1, 1))).isEmpty();
  }

  @Test
  void aCallGoesFromIntendedToClosed() {
    StepKey key = Samples.call("simple", 1, 1, 1);
    assertThat(books.journal().intend(Samples.intent(key)).join())
        .isEqualTo(new Entry(key, State.INTENDED, null, true));
    assertThat(books.journal().find(key)).contains(new Entry(key, State.INTENDED, null, false));
    CallResult result = Samples.reply(key, "reply");
    assertThat(books.journal().close(result).join())
        .isEqualTo(new Entry(key, State.CLOSED, result.result(), true));
    assertThat(books.journal().find(key))
        .contains(new Entry(key, State.CLOSED, result.result(), false));
  }

  @Test
  void ofManyWhoIntendOneKeyOneHasIt() {
    StepKey key = Samples.call("flight", 1, 1, 1);
    try (Books other = connect()) {
      List<CompletableFuture<Entry>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Journal journal = i % 2 == 0 ? books.journal() : other.journal();
        all.add(journal.intend(Samples.intent(key)));
      }
      assertThat(all.stream().map(CompletableFuture::join).filter(Entry::ours)).hasSize(1);
    }
  }

  @Test
  void intendingWhatIsClosedGivesTheResult() {
    StepKey key = Samples.call("late", 1, 1, 1);
    CallResult result = Samples.reply(key, "first");
    books.journal().close(result).join();
    assertThat(books.journal().intend(Samples.intent(key)).join())
        .isEqualTo(new Entry(key, State.CLOSED, result.result(), false));
  }

  @Test
  void theFirstClosingStandsAndIsAuditedOnce() {
    StepKey key = Samples.call("twice", 1, 1, 1);
    books.journal().decide(Samples.route("twice", 1)).join();
    CallResult first = Samples.reply(key, "first");
    books.journal().close(first).join();
    try (Books other = connect()) {
      CallResult second =
          new CallResult(
              key,
              "default",
              "b",
              "m",
              "other",
              "second",
              "ok",
              null,
              first.usage(),
              first.cost(),
              "c",
              1,
              "{\"second\":true}");
      assertThat(other.journal().close(second).join())
          .isEqualTo(new Entry(key, State.CLOSED, first.result(), false));
    }
    assertThat(books.reader().auditOf("twice")).hasSize(2);
    assertThat(books.reader().query("twice").orElseThrow().rounds().get(0).calls())
        .singleElement()
        .satisfies(call -> assertThat(call.reply()).isEqualTo("first"));
  }

  /** Where nobody waits for the writing, it is found all the same. */
  @Test
  void whatLingersIsFound() {
    DecisionResult first = Samples.route("lingers", 1);
    assertThat(books.journal().find(first.key())).isEmpty();
    assertThat(books.journal().decide(first).join().ours()).isTrue();
    StepKey call = Samples.call("lingers", 1, 1, 1);
    assertThat(books.journal().intend(Samples.intent(call)).join().ours()).isTrue();
    assertThat(books.journal().find(first.key()).orElseThrow().result()).isEqualTo(first.result());
    assertThat(books.journal().intend(Samples.intent(call)).join().ours()).isFalse();
    books.journal().close(Samples.reply(call, "r")).join();
    assertThat(books.journal().find(call).orElseThrow().state()).isEqualTo(State.CLOSED);
    assertThat(books.reader().query("lingers").orElseThrow().rounds()).hasSize(1);
  }

  @Test
  void theFirstDecisionStands() {
    DecisionResult first = Samples.route("decided", 1);
    assertThat(books.journal().decide(first).join().ours()).isTrue();
    Entry again = books.journal().decide(Samples.answer("decided", 1, "no")).join();
    assertThat(again).isEqualTo(new Entry(first.key(), State.CLOSED, first.result(), false));
    assertThat(books.reader().query("decided").orElseThrow().outcome()).isNull();
  }

  /** A frozen worker believes that the next round is its own; its successor was faster. */
  @Test
  void aDecisionOfASuccessorStands() throws Exception {
    books.journal().decide(Samples.route("frozen", 1)).join();
    DecisionResult theirs = Samples.answer("frozen", 2, "theirs");
    try (Books successor = connect()) {
      assertThat(successor.journal().find(theirs.key())).isEmpty();
      successor.journal().decide(theirs).join();
    }
    books.journal().find(theirs.key());
    Thread.sleep(1100); // frozen
    Entry stands = books.journal().decide(Samples.route("frozen", 2)).join();
    assertThat(stands).isEqualTo(new Entry(theirs.key(), State.CLOSED, theirs.result(), false));
    assertThat(books.journal().find(theirs.key())).isPresent();
    assertThat(books.reader().query("frozen").orElseThrow().answer()).isEqualTo("theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\0", "lone \ud800 surrogate", "\udc00\ud800", "😀 ü \u2028", ""})
  void whateverACandidateSaysCanBeWritten(String said) {
    String query = "said-" + said.length() + "-" + said.hashCode();
    StepKey key = Samples.call(query, 1, 1, 1);
    books.journal().decide(Samples.decision(hostile(query, said), 1, null)).join();
    CallResult plain = Samples.reply(key, said);
    CallResult hostile =
        new CallResult(
            key,
            "default",
            "a",
            said,
            said,
            said,
            "ok",
            said,
            plain.usage(),
            plain.cost(),
            Samples.CATALOGUE,
            1,
            said);
    assertThat(books.journal().close(hostile).join().ours()).isTrue();
    books.writer().ended(hostile(query, said), "query/" + query, "cancelled", said, 57);
    assertThat(books.writer().feedback(query, said.replace("\0", ""), null, said, said))
        .isEqualTo(FeedbackEntry.KEPT);

    QueryDocument document = books.reader().query(query).orElseThrow();
    String kept = new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(document.question()).isEqualTo(kept);
    assertThat(document.rounds().get(0).calls().get(0).reply()).isEqualTo(kept);
    assertThat(
            AuditChain.verifyEach(
                books.reader().auditOf(query).stream().map(BooksReader.AuditRow::stored).toList()))
        .isInstanceOf(Verification.Verified.class);
    verified("default");
  }

  @Test
  void oneBadEntryDoesNotFailTheOthersOfItsBatch() {
    List<CompletableFuture<Entry>> good = new ArrayList<>();
    List<CompletableFuture<Entry>> bad = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      good.add(books.journal().close(Samples.reply(Samples.call("good", 1, i + 1, 1), "x")));
      if (i % 10 == 0) {
        bad.add(books.journal().close(Samples.reply(Samples.call("bad\0", 1, i + 1, 1), "x")));
        bad.add(books.journal().intend(Samples.intent(Samples.call("\0", 1, i + 1, 1))));
      }
    }
    good.forEach(future -> assertThat(future.join().ours()).isTrue());
    bad.forEach(future ->
        assertThatThrownBy(future::join)
            .hasCauseInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("cannot hold this entry"));
    verified("default");
  }

  @Test
  void anAmountThatNoRecordCanHoldIsRefusedAtOnce() {
    CallResult result = Samples.reply(Samples.call("rich", 1, 1, 1), "x");
    CallResult tooMuch =
        new CallResult(
            result.key(),
            "default",
            "a",
            "m",
            "q",
            "r",
            "ok",
            null,
            result.usage(),
            new NanoUsd(Long.MAX_VALUE),
            "c",
            1,
            "{}");
    assertThatThrownBy(() -> books.journal().close(tooMuch).join())
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closedBooksRefuseAndWhatWasSubmittedIsWritten() {
    StepKey key = Samples.call("closing", 1, 1, 1);
    Books other = connect();
    CompletableFuture<Entry> last = other.journal().close(Samples.reply(key, "last"));
    other.close();
    assertThat(last.join().ours()).isTrue();
    assertThatThrownBy(() -> other.journal().intend(Samples.intent(key)).join())
        .hasCauseInstanceOf(BooksUnavailableException.class)
        .hasMessageContaining("closed");
    assertThat(books.journal().find(key)).isPresent();
  }

  private static DecisionResult.QueryOpening hostile(String query, String said) {
    return new DecisionResult.QueryOpening(
        query, "default", said, Samples.CATALOGUE, said, 1_000_000);
  }
}
