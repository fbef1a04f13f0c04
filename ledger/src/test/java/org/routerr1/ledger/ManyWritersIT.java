// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.routerr1.ledger.postgres.Books;

class ManyWritersIT extends OnPostgres {

  private static final int QUERIES = 60;
  private static final int CALLS = 5;

  @Test
  void severalProcessesShareAChain() throws Exception {
    List<Books> workers = List.of(connect(), connect(), connect());
    List<Future<?>> queries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int q = 0; q < QUERIES; q++) {
        String query = "q" + q;
        String chain = q % 3 == 0 ? "tenant" : "default";
        Journal journal = workers.get(q % workers.size()).journal();
        queries.add(threads.submit(() -> run(journal, query, chain)));
      }
      for (Future<?> query : queries) {
        query.get();
      }
    }
    workers.forEach(Books::close);
    assertThat(verified("tenant")).isEqualTo(QUERIES / 3 * (CALLS + 2));
    assertThat(verified("default")).isEqualTo(QUERIES * 2 / 3 * (CALLS + 2));
    for (int q = 0; q < QUERIES; q++) {
      QueryDocument document = books.reader().query("q" + q).orElseThrow();
      assertThat(document.answer()).isEqualTo("a");
      assertThat(document.rounds().get(0).calls()).hasSize(CALLS);
    }
  }

  /** A zombie worker and its successor do the same steps at the same time. */
  @Test
  void twoWorkersOnTheSameStepsWriteEachOnce() throws Exception {
    try (Books other = connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int q = 0; q < 40; q++) {
        String query = "zombie" + q;
        all.add(threads.submit(() -> run(books.journal(), query, "zombies")));
        all.add(threads.submit(() -> run(other.journal(), query, "zombies")));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(verified("zombies")).isEqualTo(40 * (CALLS + 2));
  }

  private static void run(Journal journal, String query, String chain) {
    DecisionResult.QueryOpening opening = Samples.opening(query, chain);
    journal.decide(Samples.decision(opening, 1, null)).join();
    List<CompletableFuture<Entry>> calls = new ArrayList<>();
    for (int call = 1; call <= CALLS; call++) {
      StepKey key = Samples.call(query, 1, call, 1);
      calls.add(
          journal
              .intend(Samples.intent(key))
              .thenCompose(entry -> journal.close(Samples.reply(key, chain, "r"))));
    }
    calls.forEach(CompletableFuture::join);
    journal.decide(Samples.decision(opening, 2, "a")).join();
  }
}
