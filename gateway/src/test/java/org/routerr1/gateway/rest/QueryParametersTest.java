// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.routerr1.gateway.mapping.ProblemException;

class QueryParametersTest {

  private static QueryParameters given(String name, String... values) {
    MultivaluedHashMap<String, String> map = new MultivaluedHashMap<>();
    map.addAll(name, values);
    return new QueryParameters(map, "from", "chain");
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(given("from", "7").number("from", 1, 10, 1)).isEqualTo(7);
    assertThat(given("from", "7").text("chain", "default")).isEqualTo("default");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "x", "1.5", "", "99999999999999999999"})
  void aNumberOutsideItsBoundsIsRefused(String value) {
    QueryParameters parameters = given("from", value);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> parameters.number("from", 1, 10, 1))
        .satisfies(e -> assertThat(e.problem().param()).isEqualTo("from"));
  }

  @Test
  void whatNoTextCanHoldIsRefused() {
    QueryParameters parameters = given("chain", "a\0b");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> parameters.text("chain", "default"))
        .satisfies(e -> assertThat(e.problem().param()).isEqualTo("chain"));
  }

  @Test
  void unknownAndRepeatedParametersAreRefused() {
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> given("form", "1"));
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> given("from", "1", "2"));
  }
}
