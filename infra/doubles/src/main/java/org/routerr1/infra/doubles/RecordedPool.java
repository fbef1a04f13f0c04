// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The double for paid APIs: a server in OpenAI's form that answers from recordings or known facts,
 * takes as long as it is told, fails as it is told, and counts what it was asked.
 *
 * <p>{@code POST /v1/chat/completions}, {@code POST /v1/completions}, {@code GET /v1/models};
 * {@code GET /control/counters}, {@code POST /control/reset}, {@code GET} and {@code POST
 * /control/faults}. It listens on the loopback address. One event loop serves it all, so counts are
 * exact.
 */
public final class RecordedPool implements AutoCloseable {

  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final Vertx vertx;
  private final Executor loop;
  private final HttpServer server;
  private final PoolConfig config;
  private final FaultPlan faults;
  private final Tally tally = new Tally();
  private final Completions completions;

  private RecordedPool(PoolConfig config, Answers answers) {
    this.config = config;
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    this.faults = new FaultPlan(config.seed(), config.faults());
    this.completions = new Completions(vertx, config, answers, faults, tally);
    var context = vertx.getOrCreateContext();
    this.loop = task -> context.runOnContext(ignored -> task.run());
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(config.port())
                    .setHttp2ClearTextEnabled(false)
                    .setTcpNoDelay(true)
                    .setAcceptBacklog(1024))
            .requestHandler(this::route);
  }

  /**
   * Reads the files that the configuration names and starts to listen.
   *
   * @throws IllegalArgumentException if a file is not as it must be; the message says where
   * @throws UncheckedIOException if a file cannot be read or the port is taken
   */
  public static RecordedPool start(PoolConfig config) {
    RecordedPool pool = new RecordedPool(config, answers(config));
    try {
      pool.server.listen().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      pool.close();
      throw new UncheckedIOException(
          "the recorded pool cannot listen on port " + config.port() + ": choose another",
          new IOException(e.getCause()));
    }
    return pool;
  }

  public int port() {
    return server.actualPort();
  }

  /** What clients are configured with: the API's base, with {@code /v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  public PoolCounts counts() {
    return onLoop(tally::counts);
  }

  /**
   * Completes when the total of requests since the last reset reaches {@code requests}, at the
   * moment when that request arrives. What is chained to it must not block.
   */
  public CompletableFuture<Void> whenAsked(long requests) {
    return onLoop(() -> tally.whenAsked(requests));
  }

  /** Forgets counts and idempotency keys; faults stay. */
  public void reset() {
    onLoop(() -> {
      forget();
      return true;
    });
  }

  /** Replaces the faults. */
  public void faults(FaultRule... rules) {
    onLoop(() -> {
      faults.set(List.of(rules));
      return true;
    });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Answers answers(PoolConfig config) {
    try {
      Answers last = config.facts() == null ? Answers.generated() : Facts.read(config.facts());
      return config.recording() == null ? last : Recording.read(config.recording()).orElse(last);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what the pool answers from: " + e, e);
    }
  }

  private void route(HttpServerRequest request) {
    switch (request.method() + " " + request.path()) {
      case "POST /v1/chat/completions" -> complete(ModelCall.Form.CHAT, request);
      case "POST /v1/completions" -> complete(ModelCall.Form.COMPLETION, request);
      case "GET /v1/models" ->
          Wire.json(request.response(), 200, Bodies.models(config.models().keySet()));
      case "GET /health" ->
          Wire.json(request.response(), 200, new JsonObject().put("status", "ok"));
      case "GET /control/counters" -> send(request, tally.counts());
      case "POST /control/reset" -> {
        forget();
        send(request, tally.counts());
      }
      case "GET /control/faults" -> send(request, faults.rules());
      case "POST /control/faults" -> request.body().onSuccess(body -> changeFaults(request, body));
      default ->
          Wire.json(
              request.response(),
              404,
              Bodies.error(
                  "no such call: " + request.method() + " " + request.path(),
                  "invalid_request_error",
                  "not_found"));
    }
  }

  private void complete(ModelCall.Form form, HttpServerRequest request) {
    request.body().onSuccess(body -> completions.handle(form, request, body.getBytes()));
  }

  private void changeFaults(HttpServerRequest request, Buffer body) {
    try {
      faults.set(FaultRule.parseAll(JSON.readTree(body.getBytes())));
      send(request, faults.rules());
    } catch (IOException | IllegalArgumentException e) {
      Wire.json(
          request.response(),
          400,
          Bodies.error(String.valueOf(e.getMessage()), "invalid_request_error", "bad_faults"));
    }
  }

  private void forget() {
    tally.reset();
    completions.reset();
  }

  private void send(HttpServerRequest request, Object document) {
    try {
      Wire.whole(request.response(), Buffer.buffer(JSON.writeValueAsBytes(document)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T onLoop(java.util.function.Supplier<T> task) {
    return Future.<T>future(p -> loop.execute(() -> p.complete(task.get())))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
