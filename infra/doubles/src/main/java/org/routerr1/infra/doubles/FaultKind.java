// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may go wrong with a call to a paid API. */
public enum FaultKind {
  /** 429 with Retry-After. */
  RATE_LIMITED(false),
  /** 500. */
  SERVER_ERROR(false),
  /** 401. */
  UNAUTHORISED(false),
  /** 400, as for a parameter that the model does not take. */
  REJECTED(false),
  /** 400 with the code that providers use for a prompt that is too long. */
  CONTEXT_EXCEEDED(false),
  /** No answer, ever; the connection stays open. */
  HANG(false),
  /** Half of the announced body, then the connection is closed. */
  CUT(true),
  /** 200 with a body that is no JSON. */
  MALFORMED(true),
  /** A reply full of protocol tags and control tokens of chat templates. */
  HOSTILE(true),
  /** A reply without text. */
  EMPTY(true),
  /** The right body, a few bytes at a time. */
  DRIP(true);

  private final boolean billed;

  FaultKind(boolean billed) {
    this.billed = billed;
  }

  /** Whether the provider did the work, and would bill it. */
  boolean billed() {
    return billed;
  }

  /** The name in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FaultKind parse(String wire) {
    return Arrays.stream(values())
        .filter(k -> k.wire().equals(wire))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown fault '"
                    + wire
                    + "', known are "
                    + Arrays.stream(values())
                        .map(FaultKind::wire)
                        .collect(Collectors.joining(", "))));
  }
}
