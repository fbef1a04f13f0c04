// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Reads the header Retry-After: seconds (also with a fraction), or an HTTP date. */
final class RetryAfter {

  /** Nobody waits longer; a date further away is a provider's error. */
  private static final long MOST_MILLIS = Duration.ofDays(1).toMillis();

  private RetryAfter() {}

  /** Milliseconds from now, 0 where nothing understandable is said. */
  static long millis(String header, Clock clock) {
    String text = header.strip();
    try {
      double seconds = Double.parseDouble(text);
      return Double.isNaN(seconds) ? 0 : clamp(Math.ceil(seconds * 1000));
    } catch (NumberFormatException notSeconds) {
      try {
        ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
        return clamp((double) Duration.between(clock.instant(), at.toInstant()).toMillis());
      } catch (DateTimeParseException | ArithmeticException notADate) {
        return 0;
      }
    }
  }

  private static long clamp(double millis) {
    return (long) Math.max(0, Math.min(MOST_MILLIS, millis));
  }
}
