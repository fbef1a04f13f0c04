// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.routerr1.bench.load.GatewayClient;
import org.routerr1.bench.process.ManagedProcess;
import org.routerr1.infra.doubles.PoolCounts;
import org.routerr1.infra.doubles.RecordedPool;
import org.routerr1.workflows.RouterClient;

/**
 * Kills the worker while queries are under way, starts it again, and counts what was lost and what
 * was paid twice.
 */
final class CrashDrill {

  static final String MODEL = "double";
  static final String WORKER_USER = "drill_worker";

  private static final long PATIENCE_SECONDS = 120;
  private static final Duration LOOK = Duration.ofMillis(20);

  /** A query under way, and its client's connection. */
  private record Asked(String id, CompletableFuture<HttpResponse<byte[]>> reply) {

    boolean movedOn(Moment moment, PoolCounts later) {
      return reply.isDone() || moment.movedOn(RouterClient.workflowId(id), later);
    }
  }

  private final GatewayClient gateway;
  private final ManagedProcess worker;
  private final RecordedPool pool;
  private final JournalProbe journal;
  private final RandomGenerator random;
  private final int queries;
  private final int routes;

  CrashDrill(
      GatewayClient gateway,
      ManagedProcess worker,
      RecordedPool pool,
      JournalProbe journal,
      RandomGenerator random,
      int queries,
      int routes) {
    this.gateway = gateway;
    this.worker = worker;
    this.pool = pool;
    this.journal = journal;
    this.random = random;
    this.queries = queries;
    this.routes = routes;
  }

  /** One round: queries start, the worker dies at a random moment, comes back, all is counted. */
  Kill kill(int number) throws InterruptedException {
    pool.reset();
    int atCall = 1 + random.nextInt(queries * routes * 9 / 10);
    // The moment lies anywhere between two calls: before a reply, at a flush, in a decision.
    long delayMillis = random.nextInt(200);
    CompletableFuture<Void> call = pool.whenAsked(atCall);
    List<Asked> asked = ask(number);
    await(call);
    Thread.sleep(delayMillis);

    journal.demandPresent(WORKER_USER);
    worker.kill();
    long killedAt = System.nanoTime();
    List<Asked> underWay = asked.stream().filter(q -> !q.reply().isDone()).toList();
    journal.awaitGone(WORKER_USER);
    PoolCounts counts = pool.counts();
    Moment moment = new Moment(counts, journal.closed(counts.keys().keySet()));

    worker.relaunch();
    long recoveredMs = awaitMoved(moment, underWay, killedAt);
    int completed = 0;
    int kept = 0;
    for (Asked query : asked) {
      Ending ending = ending(query.reply());
      completed += ending == Ending.ANSWERED ? 1 : 0;
      kept += ending == Ending.BROKEN ? 0 : 1;
    }
    worker.awaitReady();
    PoolCounts later = pool.counts();
    return new Kill(
        atCall,
        completed,
        queries,
        moment.journalledBoughtAgain(later),
        moment.deliveredBoughtAgain(later),
        moment.delivered(),
        kept,
        recoveredMs);
  }

  private List<Asked> ask(int number) {
    return IntStream.rangeClosed(1, queries)
        .mapToObj(i -> "drill-" + number + "-" + i)
        .map(id -> new Asked(id, gateway.ask(id, MODEL)))
        .toList();
  }

  /** Milliseconds from the kill until each query that was under way had taken another step. */
  private long awaitMoved(Moment moment, List<Asked> underWay, long killedAt)
      throws InterruptedException {
    long deadline = killedAt + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<Asked> still = new ArrayList<>(underWay);
    while (!still.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
      PoolCounts later = pool.counts();
      still.removeIf(query -> query.movedOn(moment, later));
    }
    return (System.nanoTime() - killedAt) / 1_000_000;
  }

  private enum Ending {
    ANSWERED,
    WITHOUT_ANSWER,
    BROKEN
  }

  private static Ending ending(CompletableFuture<HttpResponse<byte[]>> reply)
      throws InterruptedException {
    try {
      GatewayClient.answer(reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      return Ending.ANSWERED;
    } catch (IllegalStateException e) {
      return Ending.WITHOUT_ANSWER;
    } catch (ExecutionException | TimeoutException e) {
      return Ending.BROKEN;
    }
  }

  private static void await(CompletableFuture<Void> call) throws InterruptedException {
    try {
      call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the queries make no calls", e);
    }
  }
}
