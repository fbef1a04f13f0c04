// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestHashTest {

  private static Wishes wishes(@Nullable Double tradeOff, @Nullable List<String> candidates) {
    return new Wishes(
        tradeOff,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        candidates,
        null);
  }

  @Test
  void theSameRequestHasTheSameHash() {
    assertThat(RequestHash.of("q", wishes(0.5, List.of("a"))))
        .isEqualTo(RequestHash.of("q", wishes(0.5, List.of("a"))))
        .hasSize(64);
  }

  @Test
  void anotherQuestionOrOptionHasAnother() {
    String one = RequestHash.of("q", Wishes.NONE);
    assertThat(RequestHash.of("r", Wishes.NONE)).isNotEqualTo(one);
    assertThat(RequestHash.of("q", wishes(0.5, null))).isNotEqualTo(one);
    assertThat(RequestHash.of("q", wishes(null, List.of("a")))).isNotEqualTo(one);
  }

  /** A release that hashed otherwise would answer retries across its upgrade with 409. */
  @Test
  void theHashStaysTheSameFromReleaseToRelease() {
    assertThat(RequestHash.of("Why?", Wishes.NONE)).isEqualTo("c5b79e6a3ce2eaf8e8b5c9bfd0e6c7a0");
  }
}
