// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.gateway.mapping.ProblemException;

class QueryIdsTest {

  private final QueryIds ids = new QueryIds(() -> "q-new");

  @Test
  void withoutAKeyTheQueryGetsANewId() {
    assertThat(ids.of(null)).isEqualTo("q-new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "6f1c2a9e-1111-4222-8333-444455556666", "user:42@job.7~1_x"})
  void aKeyIsTheId(String key) {
    assertThat(ids.of(key)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "..", "-a", "ü", "a\nb"})
  void aKeyThatFitsNoPathIsRefused(String key) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> ids.of(key))
        .satisfies(e -> assertThat(e.problem().param()).isEqualTo("Idempotency-Key"));
  }

  @Test
  void aKeyIsAtMost128CharactersLong() {
    assertThat(ids.of("k".repeat(128))).hasSize(128);
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> ids.of("k".repeat(129)));
  }
}
