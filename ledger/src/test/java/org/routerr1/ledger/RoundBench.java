// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.routerr1.infra.stack.postgres.RunningPostgres;
import org.routerr1.infra.stack.postgres.ThrowawayPostgres;
import org.routerr1.ledger.postgres.Books;

/**
 * What the books add to a query of four rounds: its five decisions, four calls and the reads before
 * them, and nothing else. {@code java -cp <test class path> org.routerr1.ledger.RoundBench
 * [queries]}
 */
final class RoundBench {

  private static final int ROUNDS = 4;
  private static final String REPLY = "A reply of some length, as candidates give them. ".repeat(8);

  private RoundBench() {}

  public static void main(String[] args) throws Exception {
    int queries = args.length == 0 ? 2000 : Integer.parseInt(args[0]);
    PrintStream out = System.out;
    try (ThrowawayPostgres postgres = ThrowawayPostgres.start()) {
      RunningPostgres running = postgres.running();
      out.println("fdatasync p50 ms: " + format(fdatasync(postgres.config().dataDir())));
      try (Books books = Books.connect(running.jdbcUrl(), running.user(), running.passwordFile())) {
        run(books, "warm", 64, queries);
        for (int concurrent : new int[] {1, 64}) {
          int n = concurrent == 1 ? queries / 4 : queries;
          long flushes = flushes(running);
          Cpu cpu = Cpu.of(running);
          long begin = System.nanoTime();
          double[] millis = run(books, "at" + concurrent + "-", concurrent, n);
          double seconds = (System.nanoTime() - begin) / 1e9;
          out.printf(
              Locale.ROOT,
              "%d at once: query p50 %.2f ms p95 %.2f ms, round p50 %.2f ms, %.0f queries/s,"
                  + " %.0f flushes/s, %.2f flushes a query, CPU a query: here %.2f ms, server %.2f"
                  + " ms%n",
              concurrent,
              percentile(millis, .5),
              percentile(millis, .95),
              percentile(millis, .5) / (ROUNDS + 1),
              n / seconds,
              (flushes(running) - flushes) / seconds,
              (flushes(running) - flushes) / (double) n,
              (Cpu.of(running).here() - cpu.here()) / n,
              (Cpu.of(running).server() - cpu.server()) / n);
        }
      }
    }
  }

  /** Milliseconds of processor time so far. */
  private record Cpu(double here, double server) {
    static Cpu of(RunningPostgres running) {
      ProcessHandle server = ProcessHandle.of(running.pid()).orElseThrow();
      return new Cpu(
          millis(ProcessHandle.current()),
          millis(server) + server.children().mapToDouble(Cpu::millis).sum());
    }

    private static double millis(ProcessHandle process) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }
  }

  private static double[] run(Books books, String name, int concurrent, int queries)
      throws Exception {
    double[] millis = new double[queries];
    try (ExecutorService threads =
        Executors.newFixedThreadPool(concurrent, Thread.ofVirtual().factory())) {
      Future<?>[] all =
          IntStream.range(0, queries)
              .mapToObj(q ->
                  threads.submit(() -> {
                    long begin = System.nanoTime();
                    query(books.journal(), name + q);
                    millis[q] = (System.nanoTime() - begin) / 1e6;
                  }))
              .toArray(Future<?>[]::new);
      for (Future<?> one : all) {
        one.get();
      }
    }
    return millis;
  }

  /** As the activities do it. */
  private static void query(Journal journal, String query) {
    for (int round = 1; round <= ROUNDS; round++) {
      decide(journal, Samples.route(query, round));
      StepKey key = Samples.call(query, round, 1, 1);
      journal.intend(Samples.intent(key)).join();
      journal.close(Samples.reply(key, REPLY)).join();
    }
    decide(journal, Samples.answer(query, ROUNDS + 1, "42"));
  }

  private static void decide(Journal journal, DecisionResult decision) {
    journal.find(decision.key());
    journal.decide(decision).join();
  }

  private static long flushes(RunningPostgres running) throws SQLException {
    try (Connection connection = running.connect();
        ResultSet row =
            connection.createStatement().executeQuery("SELECT wal_sync FROM pg_stat_wal")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static double fdatasync(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "fdatasync", "");
    double[] millis = new double[300];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocate(8192);
      channel.write(ByteBuffer.allocate(8192 * 300), 0);
      channel.force(true);
      for (int i = 0; i < millis.length; i++) {
        long begin = System.nanoTime();
        channel.write(page.clear(), 8192L * i);
        channel.force(false);
        millis[i] = (System.nanoTime() - begin) / 1e6;
      }
    } finally {
      Files.delete(file);
    }
    return percentile(millis, .5);
  }

  private static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
