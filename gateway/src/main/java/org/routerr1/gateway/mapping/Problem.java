// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.mapping;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered, as the client sees it.
 *
 * @param status HTTP
 * @param type OpenAI's coarse kind: {@code invalid_request_error}, {@code rate_limit_error}, …
 * @param code for programs; a failure code's wire name where a query failed
 * @param message for people: what is wrong and what to do
 * @param param the offending field, as a path; null if none is
 * @param retryAfter when another try makes sense; null: it does not, or nobody knows
 * @param retryable whether the very same request may succeed later. Sent as {@code x-should-retry},
 *     which OpenAI's clients obey
 */
public record Problem(
    int status,
    String type,
    String code,
    String message,
    @Nullable String param,
    @Nullable Duration retryAfter,
    boolean retryable) {

  public static final String INVALID_REQUEST = "invalid_request_error";
  public static final String SERVER_ERROR = "server_error";

  /** A request that is wrong in itself. */
  public static Problem invalid(String code, String message, @Nullable String param) {
    return ofRequest(400, code, message, param);
  }

  /** A request that can never succeed as it is, with a status of its own. */
  public static Problem ofRequest(int status, String code, String message, @Nullable String param) {
    return new Problem(status, INVALID_REQUEST, code, message, param, null, false);
  }

  /** A passing trouble of ours: the same request may be sent again. */
  public static Problem unavailable(String code, String message, Duration retryAfter) {
    return new Problem(503, SERVER_ERROR, code, message, null, retryAfter, true);
  }

  /** Ends the handling of a request with this problem. */
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
