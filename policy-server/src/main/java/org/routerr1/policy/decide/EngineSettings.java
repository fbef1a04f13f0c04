// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.time.Duration;

/**
 * Bounds of an engine.
 *
 * @param queueLength decisions that may wait
 * @param prefixCacheBytes kept beginnings of prompts
 * @param storeBytes kept decisions
 * @param storeTime how long a decision is kept after its last use
 */
public record EngineSettings(
    int queueLength, long prefixCacheBytes, long storeBytes, Duration storeTime) {

  /** The product's. */
  public static final EngineSettings DEFAULTS =
      new EngineSettings(256, 256L << 20, 32L << 20, Duration.ofHours(1));
}
