// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.routerr1.core.failure.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that policy or books are away, once and then every ten seconds, and that they are back: not
 * once for every step that waits for them.
 */
final class OutageLog {

  private static final Logger LOG = LoggerFactory.getLogger("org.routerr1.outages");
  private static final long SILENCE_MILLIS = 10_000;

  private final Clock clock;
  private final Map<FailureCode, Outage> outages = new EnumMap<>(FailureCode.class);

  OutageLog(Clock clock) {
    this.clock = clock;
  }

  private static final class Outage {
    private final long since;
    private long said;
    private long failures;

    private Outage(long since) {
      this.since = since;
    }
  }

  synchronized void failed(FailureCode code, String message) {
    long now = clock.millis();
    Outage outage = outages.computeIfAbsent(code, c -> new Outage(now));
    outage.failures++;
    if (outage.failures == 1 || now - outage.said >= SILENCE_MILLIS) {
      outage.said = now;
      LOG.warn(
          "{} for {} s, {} attempts failed, queries wait: {}",
          code.wire(),
          (now - outage.since) / 1000,
          outage.failures,
          message);
    }
  }

  synchronized void succeeded(FailureCode... codes) {
    for (FailureCode code : codes) {
      Outage outage = outages.remove(code);
      if (outage != null) {
        LOG.info("{} is over after {} s", code.wire(), (clock.millis() - outage.since) / 1000);
      }
    }
  }
}
