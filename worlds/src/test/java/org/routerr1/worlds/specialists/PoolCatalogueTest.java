// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;

class PoolCatalogueTest {

  private static final String ENDPOINT = "http://127.0.0.1:1/v1";

  @ParameterizedTest
  @EnumSource(Kind.class)
  void describesAndBillsTheCandidatesAsTheWorldDoes(Kind kind) {
    World world = Worlds.common(WorldSpec.TRADE_OFF, 3);
    Set<String> versions = new HashSet<>();
    for (int number = 0; number < 20; number++) {
      Episode episode = world.episode(kind, number);
      Catalogue catalogue = PoolCatalogue.of(episode.pool(), ENDPOINT);
      versions.add(catalogue.version());
      assertThat(catalogue.candidates()).hasSize(episode.pool().size());
      for (int i = 0; i < episode.pool().size(); i++) {
        Specialist specialist = episode.pool().get(i);
        Candidate candidate = catalogue.candidates().get(i);
        assertThat(candidate.id()).isEqualTo(specialist.name());
        assertThat(candidate.aliases()).isEqualTo(specialist.aliases());
        assertThat(candidate.price().of(Reply.BILLED).value())
            .isEqualTo(1_000_000L * specialist.price());
        assertThat(candidate.latency().p50Millis()).isEqualTo(specialist.latencyMillis());
        candidate
            .strengths()
            .forEach((task, accuracy) ->
                assertThat(specialist.accuracy(task)).isEqualTo((double) accuracy));
        assertThat(catalogue.source()).doesNotContainIgnoringCase("\"" + specialist.role() + "\"");
      }
    }
    assertThat(versions).hasSize(20);
  }
}
