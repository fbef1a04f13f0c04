// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.time.Duration;

/**
 * Bounds of an engine.
 *
 * @param batch decisions that are made at once
 * @param queueLength decisions that may wait, queries and training each
 * @param stepTokens tokens of one step after which no further piece of a prompt is begun
 * @param promptStepTokens the same of a step in which nobody writes, so that nobody is stalled
 * @param kvCacheBytes keys and values of those that are made at once; at least one context
 * @param prefixCacheBytes kept beginnings of prompts
 * @param storeBytes kept decisions
 * @param storeTime how long a decision is kept after its last use
 */
public record EngineSettings(
    int batch,
    int queueLength,
    int stepTokens,
    int promptStepTokens,
    long kvCacheBytes,
    long prefixCacheBytes,
    long storeBytes,
    Duration storeTime) {

  /** The product's. */
  public static final EngineSettings DEFAULTS =
      new EngineSettings(32, 256, 128, 256, 1L << 30, 256L << 20, 32L << 20, Duration.ofHours(1));
}
