// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.worker.Worker;
import java.util.List;
import org.routerr1.activities.candidate.CandidateClient;

/** Further workflows on the router's task queue, over the plugin's own hands. */
public interface RouterExtension extends AutoCloseable {

  /**
   * Clients for schemes of its own, asked without breaker and limits.
   *
   * @param plain asks candidates as queries do
   */
  List<CandidateClient.Provider> candidates(CandidateClient plain);

  /** Registers its workflows and activities; once for each worker of the task queue. */
  void register(Worker worker, RouterHands hands);

  @Override
  void close();
}
