// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import org.routerr1.activities.QueryOptions;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.PoolCatalogue;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.World;

/**
 * What all lessons of a training have in common.
 *
 * @param options that the questions are asked with
 * @param seed of all that is drawn
 */
record Course(World world, Wording wording, QueryOptions options, long seed) {

  /** Specialists: a pool's own catalogue, sub-questions as {@code relation of entity}. */
  static final Wording SPECIALISTS =
      new Wording() {
        @Override
        public Catalogue catalogue(Episode episode) {
          return PoolCatalogue.of(episode.pool(), "world://lesson/" + episode.number());
        }

        @Override
        public String subQuestion(Progress progress) {
          return progress.subQuestion();
        }
      };

  /** How a world's calls are described and asked for. */
  interface Wording {

    /** Whom may be asked, as serving would describe them. */
    Catalogue catalogue(Episode episode);

    /** The sub-question of the hop to ask for now. */
    String subQuestion(Progress progress);
  }
}
