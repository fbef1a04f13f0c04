// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;
import org.routerr1.activities.QueryOptions;

/**
 * One group: a question, and the samples that are compared on it.
 *
 * @param id names the group within its run
 * @param run that it belongs to; its audit chain is {@code run/<run>}
 * @param policy as tables name it; the version is pinned in {@code version}
 * @param options of every sample but for trade-off, version and seed
 * @param trajectories whether tokens, log-probabilities and prompts are kept
 */
public record EpisodeInput(
    String id,
    String run,
    EnvironmentRef environment,
    long number,
    Variant variant,
    String policy,
    String version,
    QueryOptions options,
    List<Sample> samples,
    boolean trajectories) {

  public EpisodeInput {
    samples = List.copyOf(samples);
  }

  /** One way through the question. */
  public record Sample(double tradeOff, long seed) {}

  /** The query of a sample, in books and journal. */
  public String queryId(int sample) {
    return run + "/" + id + "/" + sample;
  }

  /** The audit chain of a run's queries. */
  public String chain() {
    return "run/" + run;
  }
}
