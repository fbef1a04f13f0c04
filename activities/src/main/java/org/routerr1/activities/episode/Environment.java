// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.Optional;

/** Where an episode's question and candidates come from, and what its answer is worth. */
public interface Environment {

  /**
   * The scene of this number; empty where the variant does not exist for it.
   *
   * @param tradeOff that a variant is drawn for
   */
  Optional<Scene> scene(long number, Variant variant, double tradeOff);
}
