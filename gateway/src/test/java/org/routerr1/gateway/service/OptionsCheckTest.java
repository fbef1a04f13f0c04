// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.gateway.mapping.ProblemException;

class OptionsCheckTest {

  private static final Catalogue CATALOGUE =
      new CatalogueReader(name -> null).read(Path.of("src/test/resources/catalogue.yaml"));

  private static QueryOptions checked(Wishes wishes) {
    return OptionsCheck.checked(wishes, QueryOptions.DEFAULTS, CATALOGUE);
  }

  private static Wishes wishes(
      @Nullable String budget,
      @Nullable Integer minRoutes,
      @Nullable Integer maxTokens,
      @Nullable List<String> candidates) {
    return new Wishes(
        null,
        budget == null ? null : new BigDecimal(budget),
        null,
        null,
        minRoutes,
        null,
        null,
        null,
        null,
        maxTokens,
        null,
        null,
        null,
        null,
        candidates,
        null,
        null);
  }

  @Test
  void withoutWishesTheDefaultsStand() {
    assertThat(checked(Wishes.NONE)).isEqualTo(QueryOptions.DEFAULTS);
  }

  @Test
  void dollarsBecomeWholeNanoDollars() {
    assertThat(checked(wishes("0.0012", null, null, null)).budgetNanoUsd()).isEqualTo(1_200_000);
    assertThat(checked(wishes("0.0000000019", null, null, null)).budgetNanoUsd()).isEqualTo(1);
    assertThat(checked(wishes("1E+6", null, null, null)).budgetNanoUsd())
        .isEqualTo(1_000_000_000_000_000L);
  }

  @Test
  void anAliasBecomesItsId() {
    assertThat(checked(wishes(null, null, null, List.of("tiny", "small", "large"))).candidates())
        .containsExactly("small", "large");
  }

  @Test
  void anUnknownCandidateIsNamedWithTheKnownOnes() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> checked(wishes(null, null, null, List.of("huge"))))
        .withMessageContaining("'huge'")
        .withMessageContaining("small, large")
        .satisfies(e -> assertThat(e.problem().param()).isEqualTo("router.candidates"));
  }

  @Test
  void anUnknownPolicyVersionIsNamedWithTheKnownOnes() {
    List<String> known = List.of("base@1", "home@2");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> OptionsCheck.version("nobody", known))
        .withMessageContaining("'nobody'")
        .withMessageContaining("base@1, home@2")
        .satisfies(e -> {
          assertThat(e.problem().status()).isEqualTo(400);
          assertThat(e.problem().code()).isEqualTo("unknown_policy_version");
          assertThat(e.problem().param()).isEqualTo("router.policy_version");
        });
    OptionsCheck.version("home@2", known);
    OptionsCheck.version(null, known);
  }

  @Test
  void aVersionIsNotRefusedWhileThePolicyServerIsAway() {
    OptionsCheck.version("nobody", List.of());
  }

  @Test
  void manyVersionsAreCounted() {
    List<String> known = IntStream.range(0, 30).mapToObj(n -> "v" + n).toList();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> OptionsCheck.version("nobody", known))
        .withMessageContaining("v19 and 10 more");
  }

  @Test
  void moreRoutesThanTurnsAllowAreRefused() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> checked(wishes(null, 5, null, null)))
        .satisfies(e -> assertThat(e.problem().param()).isEqualTo("router.min_routes"));
  }

  @Test
  void aPolicyMayBeLetWriteInItsOwnWords() throws Exception {
    assertThat(checked(wishes("{\"ownWords\":true}")).copied()).isEmpty();
    assertThat(checked(wishes("{\"ownWords\":false}")).copied()).isEqualTo(QueryOptions.USUAL);
    assertThat(checked(wishes("{}")).copied()).isEqualTo(QueryOptions.DEFAULTS.copied());
  }

  private static Wishes wishes(String json) throws Exception {
    return new ObjectMapper().readValue(json, Wishes.class);
  }

  @Test
  void openAisLimitOnlyLowersTheAnswersLength() {
    int usual = QueryOptions.DEFAULTS.maxAnswerTokens();
    assertThat(checked(wishes(null, null, 5, null)).maxAnswerTokens()).isEqualTo(5);
    assertThat(checked(wishes(null, null, 5000, null)).maxAnswerTokens()).isEqualTo(usual);
  }
}
