// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Writes responses, well and badly. A future succeeds when the last byte went to the socket. */
final class Wire {

  private static final int DRIP_PIECES = 20;

  private Wire() {}

  static Future<Void> json(HttpServerResponse response, int status, JsonObject body) {
    return whole(response.setStatusCode(status), body.toBuffer());
  }

  static Future<Void> whole(HttpServerResponse response, Buffer body) {
    return response.putHeader("content-type", "application/json").end(body);
  }

  /** Half of what was announced, then the end of the connection. */
  static void cut(HttpServerResponse response, Buffer body) {
    announce(response, body)
        .write(body.slice(0, body.length() / 2))
        .onComplete(done -> response.close());
  }

  /** The right body in pieces, over so many milliseconds. */
  static Future<Void> drip(Vertx vertx, HttpServerResponse response, Buffer body, long overMillis) {
    announce(response, body);
    return piece(vertx, response, body, 0, Math.max(1, overMillis / DRIP_PIECES));
  }

  private static Future<Void> piece(
      Vertx vertx, HttpServerResponse response, Buffer body, int from, long pauseMillis) {
    int to = Math.min(body.length(), from + Math.max(1, body.length() / DRIP_PIECES));
    Buffer next = body.slice(from, to);
    if (to == body.length()) {
      return response.end(next);
    }
    return response
        .write(next)
        .compose(written -> vertx.timer(pauseMillis))
        .compose(waited -> piece(vertx, response, body, to, pauseMillis));
  }

  private static HttpServerResponse announce(HttpServerResponse response, Buffer body) {
    return response
        .putHeader("content-type", "application/json")
        .putHeader("content-length", Integer.toString(body.length()));
  }
}
