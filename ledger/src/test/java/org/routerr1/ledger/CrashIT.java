// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.routerr1.ledger.postgres.Books;

class CrashIT extends OnPostgres {

  @Test
  void whatWasAcknowledgedOutlivesSigkillUnderLoad() throws Exception {
    Queue<CallResult> acknowledged = new ConcurrentLinkedQueue<>();
    AtomicReference<Throwable> failed = new AtomicReference<>();
    AtomicBoolean stop = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < 16; t++) {
        String query = "load" + t;
        threads.execute(() -> {
          for (int call = 1; !stop.get(); call++) {
            CallResult result = Samples.reply(Samples.call(query, 1, call, 1), "r" + call);
            try {
              books.journal().intend(Samples.intent(result.key())).join();
              books.journal().close(result).join();
              acknowledged.add(result);
            } catch (CompletionException e) {
              assertThat(e).hasCauseInstanceOf(BooksUnavailableException.class);
              failed.set(e);
            }
          }
        });
      }
      try {
        for (int kill = 0; kill < 3; kill++) {
          awaitMore(acknowledged, acknowledged.size() + 300);
          postgres.kill();
          postgres.restart();
        }
        awaitMore(acknowledged, acknowledged.size() + 100);
      } catch (AssertionError e) {
        throw new AssertionError("writing does not go on", failed.get());
      } finally {
        stop.set(true);
      }
    }
    for (CallResult result : acknowledged) {
      assertThat(books.journal().find(result.key()))
          .contains(new Entry(result.key(), Entry.State.CLOSED, result.result(), false));
    }
    assertThat(verified("default")).isGreaterThanOrEqualTo(acknowledged.size());
    assertThat(
            ask(
                "SELECT count(*) FROM router.audit a WHERE NOT EXISTS"
                    + " (SELECT FROM router.body b WHERE b.id = a.body)"))
        .isEqualTo("0");
  }

  @Test
  void aDatabaseThatIsAwayIsToldWithinSecondsAndForgottenWhenItIsBack() {
    StepKey key = Samples.call("away", 1, 1, 1);
    postgres.takeDown();
    tellsSoon(() -> books.journal().intend(Samples.intent(key)).join());
    tellsSoon(() -> books.journal().find(key));
    tellsSoon(() -> books.writer().feedback("q", "f", null, "a", null));
    tellsSoon(this::connect);
    postgres.restart();
    assertThat(books.journal().find(key)).isEmpty();
    assertThat(books.journal().intend(Samples.intent(key)).join().ours()).isTrue();
  }

  private static void tellsSoon(ThrowingCallable action) {
    long begin = System.nanoTime();
    assertThatThrownBy(action)
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(BooksUnavailableException.class),
            e -> assertThat(e).hasCauseInstanceOf(BooksUnavailableException.class))
        .hasMessageContaining("cannot be reached");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
  }

  /** The reply was paid for; that it could not be written down must not buy it again. */
  @Test
  void aReplyThatCouldNotBeWrittenIsFoundWhenTheDatabaseIsBack() throws Exception {
    CallResult found = Samples.reply(Samples.call("paid", 1, 1, 1), "found");
    CallResult intended = Samples.reply(Samples.call("paid", 1, 2, 1), "intended");
    CallResult alone = Samples.reply(Samples.call("paid", 1, 3, 1), "alone");
    books.journal().intend(Samples.intent(found.key())).join();
    postgres.takeDown();
    for (CallResult result : List.of(found, intended, alone)) {
      tellsSoon(() -> books.journal().close(result).join());
    }
    tellsSoon(() -> books.journal().find(found.key()));
    postgres.restart();
    assertThat(books.journal().find(found.key()))
        .contains(new Entry(found.key(), Entry.State.CLOSED, found.result(), false));
    assertThat(books.journal().intend(Samples.intent(intended.key())).join())
        .isEqualTo(new Entry(intended.key(), Entry.State.CLOSED, intended.result(), false));
    // Nobody asks for the third: the writer brings it in by itself.
    awaitTrue(() ->
        "closed"
            .equals(
                ask(
                    "SELECT max(state) FROM router.journal"
                        + " WHERE workflow_id = 'query/paid' AND call = 3")));
    verified("default");
  }

  /** With the log's own writer asleep, so that the crash surely takes what was not waited for. */
  @Test
  void aDecisionThatWasNotOnDiskIsWrittenAgain() throws Exception {
    sql("ALTER SYSTEM SET wal_writer_delay = '10s'");
    postgres.kill();
    postgres.restart();
    books.journal().close(Samples.reply(Samples.call("before", 1, 1, 1), "r")).join();
    for (int crash = 1; crash <= 2; crash++) {
      books.journal().decide(Samples.route("lost" + crash, 1)).join();
      postgres.kill();
      postgres.restart();
      if (crash == 1) {
        // The next write brings it back; after the second crash the idle writer does.
        books.journal().intend(Samples.intent(Samples.call("lost2", 1, 1, 1))).join();
        assertThat(books.reader().query("lost1")).isPresent();
      }
    }
    awaitTrue(() -> books.reader().query("lost2").isPresent());
    verified("default");
  }

  @Test
  void anIdleWriterCarriesDecisionsToDisk() throws Exception {
    sql("ALTER SYSTEM SET wal_writer_delay = '10s'");
    postgres.kill();
    postgres.restart();
    try (Books other = connect()) {
      other.journal().decide(Samples.route("idle", 1)).join();
    }
    postgres.kill();
    postgres.restart();
    assertThat(ask("SELECT count(*) FROM router.journal WHERE workflow_id = 'query/idle'"))
        .isEqualTo("1");
  }

  private static void awaitMore(Queue<?> queue, int size) throws Exception {
    awaitTrue(() -> queue.size() >= size);
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void awaitTrue(Condition condition) throws InterruptedException, SQLException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 600 && !condition.holds(); i++) {
      never.await(50, MILLISECONDS);
    }
    assertThat(condition.holds()).isTrue();
  }

  @Test
  void settingsAreDurable() throws SQLException {
    assertThat(ask("SHOW fsync")).isEqualTo("on");
    assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(ask("SHOW full_page_writes")).isEqualTo("on");
  }
}
