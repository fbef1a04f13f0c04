// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Answers completion requests: counts, waits as the model would, then replies or fails. All state
 * is confined to the pool's one event loop.
 */
final class Completions {

  /** The work for one idempotency key: under way, done, or failed and so not kept. */
  private record Work(int bodyHash, Future<Buffer> reply) {}

  private final Vertx vertx;
  private final PoolConfig config;
  private final Answers answers;
  private final FaultPlan faults;
  private final Tally tally;
  private final Map<String, Work> byKey = new HashMap<>();
  private final Map<String, Long> calls = new HashMap<>();

  Completions(Vertx vertx, PoolConfig config, Answers answers, FaultPlan faults, Tally tally) {
    this.vertx = vertx;
    this.config = config;
    this.answers = answers;
    this.faults = faults;
    this.tally = tally;
  }

  void reset() {
    byKey.clear();
    calls.clear();
  }

  void handle(ModelCall.Form form, HttpServerRequest request, byte[] body) {
    HttpServerResponse response = request.response();
    ModelCall call;
    try {
      call = ModelCall.parse(form, body);
    } catch (IllegalArgumentException e) {
      refuse(response, 400, String.valueOf(e.getMessage()), "invalid_request");
      return;
    }
    Latency latency = config.models().get(call.model());
    if (latency == null && !config.models().isEmpty()) {
      refuse(response, 404, "The model '" + call.model() + "' does not exist", "model_not_found");
      return;
    }
    String key = request.getHeader("Idempotency-Key");
    tally.asked(call.model(), key);
    if (key != null && config.honourIdempotencyKey()) {
      Work known = byKey.get(key);
      if (known != null) {
        repeat(call.model(), key, known, Arrays.hashCode(body), response);
        return;
      }
    }
    long number = calls.merge(call.model(), 1L, Long::sum);
    work(call, key, Arrays.hashCode(body), number, latency, response);
  }

  private void repeat(
      String model, String key, Work known, int bodyHash, HttpServerResponse response) {
    if (known.bodyHash() != bodyHash) {
      refuse(response, 422, "this idempotency key came with another body", "idempotency_error");
      return;
    }
    tally.repeated(model, key);
    known
        .reply()
        .onSuccess(reply -> deliver(model, key, Wire.whole(response, reply)))
        .onFailure(e -> refuse(response, 409, "the first request failed", "idempotency_error"));
  }

  private void work(
      ModelCall call,
      @Nullable String key,
      int bodyHash,
      long number,
      @Nullable Latency latency,
      HttpServerResponse response) {
    FaultRule fault = faults.next(call.model());
    Promise<Buffer> reply = Promise.promise();
    if (key != null && config.honourIdempotencyKey()) {
      byKey.put(key, new Work(bodyHash, reply.future()));
    }
    long millis =
        (latency == null ? config.defaultLatency() : latency)
            .drawMillis(new SplittableRandom(Mix.of(config.seed(), Mix.of(call.model()), number)));
    Runnable finish =
        () -> {
          if (fault == null) {
            tally.bought(call.model(), key);
            Buffer body = body(call, number, text(call));
            reply.complete(body);
            deliver(call.model(), key, Wire.whole(response, body));
          } else {
            fail(fault, call, key, number, reply, response);
          }
        };
    if (millis == 0) {
      finish.run();
    } else {
      vertx.setTimer(millis, timer -> finish.run());
    }
  }

  private void fail(
      FaultRule fault,
      ModelCall call,
      @Nullable String key,
      long number,
      Promise<Buffer> reply,
      HttpServerResponse response) {
    tally.fault(fault.kind());
    Buffer body = body(call, number, text(call));
    if (fault.kind().billed()) {
      tally.bought(call.model(), key);
      reply.complete(body);
    } else {
      // The provider did nothing, so the key is free for another attempt.
      byKey.remove(String.valueOf(key));
      reply.fail(fault.kind().wire());
    }
    switch (fault.kind()) {
      case RATE_LIMITED ->
          refuse(
              response.putHeader("Retry-After", Integer.toString(fault.retryAfterSeconds())),
              429,
              "Rate limit reached for " + call.model(),
              "rate_limit_exceeded");
      case SERVER_ERROR -> refuse(response, 500, "The server had an error", "server_error");
      case UNAUTHORISED -> refuse(response, 401, "Incorrect API key", "invalid_api_key");
      case REJECTED -> refuse(response, 400, "Unsupported parameter", "unsupported_parameter");
      case CONTEXT_EXCEEDED ->
          refuse(
              response,
              400,
              "This model's maximum context length is exceeded",
              "context_length_exceeded");
      case HANG -> {} // The client's patience ends it.
      case CUT -> Wire.cut(response, body);
      case MALFORMED ->
          deliver(call.model(), key, Wire.whole(response, body.slice(0, body.length() / 2)));
      case HOSTILE ->
          deliver(call.model(), key, Wire.whole(response, body(call, number, Bodies.hostile())));
      case EMPTY -> deliver(call.model(), key, Wire.whole(response, body(call, number, "")));
      case DRIP -> deliver(call.model(), key, Wire.drip(vertx, response, body, fault.dripMillis()));
    }
  }

  private String text(ModelCall call) {
    return answers.reply(call.model(), call.prompt()).orElse("");
  }

  private static Buffer body(ModelCall call, long number, String text) {
    return Bodies.reply(call, text, number).toBuffer();
  }

  private void deliver(String model, @Nullable String key, Future<Void> written) {
    written.onSuccess(done -> tally.delivered(model, key));
  }

  private static void refuse(HttpServerResponse response, int status, String message, String code) {
    String type = status < 500 ? "invalid_request_error" : "server_error";
    JsonObject body = Bodies.error(message, type, code);
    Wire.json(response, status, body);
  }
}
