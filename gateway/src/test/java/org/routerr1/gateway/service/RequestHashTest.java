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
        null,
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
    assertThat(RequestHash.of("Why?", Wishes.NONE))
        .isEqualTo("6a34a2e5bebab8f724bfab39bf64302126c77bfc3dc202bb31b3f70746ea1c54");
  }
}
