// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What a pool was asked, as {@code GET /control/counters} tells it.
 *
 * @param total of all models
 * @param models by model, those that were asked
 * @param keys by idempotency key
 * @param faults how often each fault struck
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PoolCounts(
    Count total, Map<String, Count> models, Map<String, Count> keys, Map<String, Long> faults) {

  /**
   * @param asked requests that arrived
   * @param repeated of these, answered again from an honoured idempotency key, unbilled
   * @param bought of these, worked on: what a provider would bill
   * @param delivered replies whose last byte was written to the socket
   */
  public record Count(long asked, long repeated, long bought, long delivered) {
    public static final Count NONE = new Count(0, 0, 0, 0);
  }

  /** Counts of a key; zeros if it never came. */
  public Count key(String key) {
    return keys.getOrDefault(key, Count.NONE);
  }

  /** Counts of a model; zeros if it was never asked. */
  public Count model(String name) {
    return models.getOrDefault(name, Count.NONE);
  }
}
