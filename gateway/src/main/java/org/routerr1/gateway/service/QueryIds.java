// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * Names queries: by the caller's {@code Idempotency-Key}, or anew.
 *
 * @param anew makes an id that nobody used before
 */
public record QueryIds(Supplier<String> anew) {

  /** Fits a URL's path, a workflow id and a log line as it is. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@~-]{0,127}");

  /** The id of a request's query; a {@link ProblemException} if the key cannot be one. */
  public String of(@Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return anew.get();
    }
    if (!KEY.matcher(idempotencyKey).matches()) {
      throw Problem.invalid(
              "invalid_value",
              "the header Idempotency-Key must be 1 to 128 letters, digits or ._:@~- and begin with"
                  + " a letter or digit",
              "Idempotency-Key")
          .exception();
    }
    return idempotencyKey;
  }
}
