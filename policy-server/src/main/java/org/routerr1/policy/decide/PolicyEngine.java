// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.decide.DecisionStore.Flight;
import org.routerr1.policy.decide.DecisionStore.Joined;
import org.routerr1.policy.grammar.ActionGrammar;
import org.routerr1.policy.sampling.Sampler;

/**
 * Makes decisions, one after the other in the order of their arrival, on a thread of its own.
 * Thread-safe.
 */
public final class PolicyEngine implements AutoCloseable {

  static final String THREAD = "policy-decoder";

  private static final double RECENT = 0.2;

  private final Policy policy;
  private final DecisionStore store;
  private final LongSupplier nanoTime;
  private final PrefixCache prefixes;
  private final Decoder decoder;
  private final BlockingQueue<Job> queue;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile double recentNanos = 1e9;

  private record Job(Flight flight, int[] prompt, ActionGrammar grammar, long arrived) {}

  /**
   * A place in the queue, or a share in one.
   *
   * @param repeated whether the decision was asked for before under this id
   */
  public record Ticket(CompletableFuture<Decision> decision, boolean repeated, Runnable giveUp) {}

  public PolicyEngine(Policy policy, EngineSettings settings, LongSupplier nanoTime) {
    this.policy = policy;
    this.nanoTime = nanoTime;
    this.store = new DecisionStore(settings.storeBytes(), settings.storeTime(), nanoTime);
    this.prefixes = new PrefixCache(policy.model(), policy.version(), settings.prefixCacheBytes());
    this.decoder = new Decoder(policy.model(), prefixes);
    this.queue = new LinkedBlockingQueue<>(settings.queueLength());
    this.thread = Thread.ofPlatform().name(THREAD).start(this::work);
  }

  /**
   * Asks for a decision. The ticket's {@code giveUp} must be called when its owner waits no longer.
   *
   * @throws DecisionException if there will be none
   */
  public Ticket submit(DecisionRequest request) {
    Joined joined = store.join(request);
    Flight flight = joined.flight();
    if (joined.isNew()) {
      try {
        enqueue(flight);
      } catch (RuntimeException e) {
        // Whoever joined meanwhile hears the same.
        store.fail(flight, e);
        throw e;
      }
    }
    return new Ticket(flight.result(), !joined.isNew(), () -> giveUp(flight));
  }

  private void enqueue(Flight flight) {
    DecisionRequest request = flight.request();
    long arrived = nanoTime.getAsLong();
    int[] prompt = PromptPart.encode(policy.template(), request.messages(), request.turn());
    ActionGrammar grammar = policy.grammars().compile(request.limits());
    int context = policy.model().context();
    if (prompt.length + grammar.maxTokens() > context) {
      throw new DecisionException(
          Kind.INVALID,
          ("the prompt has %d tokens and the action up to %d, but the context holds %d: "
                  + "shorten question, catalogue or observations, or lower the token limits")
              .formatted(prompt.length, grammar.maxTokens(), context));
    }
    Job job = new Job(flight, prompt, grammar, arrived);
    if (!queue.offer(job)) {
      throw DecisionException.overloaded(
          queue.size(), Duration.ofNanos((long) (recentNanos * queue.size() / 2)));
    }
    if (stopping && queue.remove(job)) {
      throw stopped();
    }
  }

  private void giveUp(Flight flight) {
    if (store.leave(flight)) {
      queue.removeIf(job -> job.flight == flight);
    }
  }

  private void work() {
    policy.model().attach();
    while (!stopping) {
      try {
        decide(queue.take());
      } catch (InterruptedException e) {
        // close() asks the thread to end; the loop's condition says so.
        continue;
      }
    }
    for (Job job = queue.poll(); job != null; job = queue.poll()) {
      store.fail(job.flight, stopped());
    }
  }

  private void decide(Job job) {
    Flight flight = job.flight;
    try {
      DecisionRequest request = flight.request();
      long begun = nanoTime.getAsLong();
      Decoder.Written written =
          decoder.write(
              job.prompt,
              job.grammar.start(),
              new Sampler(request.sampling()),
              () -> mustGoOn(flight));
      long done = nanoTime.getAsLong();
      recentNanos += RECENT * (done - begun - recentNanos);
      store.finish(
          flight,
          new Decision(
              policy.version(),
              Digests.of(job.prompt),
              written.tokens(),
              policy
                  .template()
                  .tokenizer()
                  .decode(written.tokens().stream().mapToInt(Decision.Token::id).toArray()),
              job.prompt.length,
              written.cachedTokens(),
              request.sampling().seed(),
              (done - job.arrived) / 1000));
    } catch (RuntimeException | Error e) {
      store.fail(flight, e);
    }
  }

  private void mustGoOn(Flight flight) {
    if (flight.isAbandoned()) {
      throw new DecisionException(Kind.CANCELLED, "nobody waits for this decision any more");
    }
    if (stopping) {
      throw stopped();
    }
  }

  private static DecisionException stopped() {
    return new DecisionException(Kind.UNAVAILABLE, "the policy server is stopping; ask again");
  }

  /** Ends the work at the next token; those who wait hear that the server is stopping. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    decoder.close();
    prefixes.close();
  }
}
