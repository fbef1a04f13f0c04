// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.decide.VersionException;
import org.routerr1.policy.learn.LearnException;

/**
 * Answers calls off the connection's thread, and gives up what their callers wait no longer for.
 */
final class Calls implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Calls.class);
  private static final Runnable NOBODY_YET = () -> {};
  private static final Runnable GONE = () -> {};

  /**
   * Characters of a refusal's sentence: it travels in a header, where a character may take nine
   * bytes, and callers take headers of 8 kB.
   */
  private static final int LONGEST_SENTENCE = 800;

  /**
   * The system's threads, not virtual ones: reading a long prompt is computing, and virtual threads
   * would not give their processors up for others meanwhile.
   */
  private final ExecutorService workers =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("policy-call-", 0).factory());

  /** A reply to come. */
  record Pending<T>(CompletableFuture<T> reply, Runnable giveUp) {}

  /** Answers with what is known at once. */
  <T> void answer(StreamObserver<T> replies, Supplier<T> work) {
    answerLater(
        replies, () -> new Pending<>(CompletableFuture.completedFuture(work.get()), () -> {}));
  }

  /** Answers when the reply is there. */
  <T> void answerLater(StreamObserver<T> replies, Supplier<Pending<T>> work) {
    answerInPieces(replies, sink -> work.get());
  }

  /**
   * Answers piece by piece: {@code work} gets a place to send them, from one thread at a time and
   * only until the reply is complete, which is the last piece.
   */
  <T> void answerInPieces(StreamObserver<T> replies, Function<Consumer<T>, Pending<T>> work) {
    ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) replies;
    AtomicReference<Runnable> giveUp = new AtomicReference<>(NOBODY_YET);
    // A call ends early when its caller cancels it or its deadline passes.
    call.setOnCancelHandler(() -> giveUp.getAndSet(GONE).run());
    Consumer<T> sink =
        piece -> {
          if (!call.isCancelled()) {
            call.onNext(piece);
          }
        };
    answer(call, giveUp, () -> work.apply(sink));
  }

  /** Does something on a thread of its own; nothing when the server is stopping. */
  void later(Runnable work) {
    try {
      workers.execute(work);
    } catch (RejectedExecutionException e) {
      // Whoever waited for it hears that the server is stopping.
      LOG.debug("a piece was not sent", e);
    }
  }

  /** Where work is done that may wait. */
  Executor workers() {
    return workers;
  }

  /**
   * Answers a caller who has sent all of a stream; whether he is still there counts only when the
   * reply is ready.
   */
  <T> void answerStream(ServerCallStreamObserver<T> call, Supplier<T> work) {
    answer(
        call,
        new AtomicReference<>(NOBODY_YET),
        () -> new Pending<>(CompletableFuture.completedFuture(work.get()), () -> {}));
  }

  private <T> void answer(
      ServerCallStreamObserver<T> call,
      AtomicReference<Runnable> giveUp,
      Supplier<Pending<T>> work) {
    workers.execute(() -> {
      try {
        Pending<T> pending = work.get();
        if (!giveUp.compareAndSet(NOBODY_YET, pending.giveUp())) {
          pending.giveUp().run();
        }
        pending.reply().whenCompleteAsync((reply, failure) -> reply(call, reply, failure), workers);
      } catch (RuntimeException | Error e) {
        call.onError(failure(e));
      }
    });
  }

  private static <T> void reply(
      ServerCallStreamObserver<T> call, @Nullable T reply, @Nullable Throwable failure) {
    if (call.isCancelled()) {
      return;
    }
    if (reply == null) {
      call.onError(failure(failure == null ? new IllegalStateException("no result") : failure));
      return;
    }
    call.onNext(reply);
    call.onCompleted();
  }

  /** A long name that a caller sent comes back shortened, with what to do still behind it. */
  private static StatusRuntimeException shortened(StatusRuntimeException refusal) {
    String sentence = refusal.getStatus().getDescription();
    if (sentence == null || sentence.length() <= LONGEST_SENTENCE) {
      return refusal;
    }
    int half = LONGEST_SENTENCE / 2;
    String kept =
        sentence.substring(0, half) + " … " + sentence.substring(sentence.length() - half);
    return refusal.getStatus().withDescription(kept).asRuntimeException(refusal.getTrailers());
  }

  private static StatusRuntimeException failure(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (cause) {
      case DecisionException refusal -> shortened(Replies.refusal(refusal));
      case VersionException refusal -> shortened(Replies.refusal(refusal));
      case LearnException refusal -> shortened(Replies.refusal(refusal));
      default -> {
        LOG.error("a call failed", cause);
        yield Status.INTERNAL
            .withDescription("the policy server failed at this call; its log says why")
            .asRuntimeException();
      }
    };
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
