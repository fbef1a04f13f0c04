// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.routerr1.core.failure.FailureCode;

class QueryFailuresTest {

  @ParameterizedTest
  @EnumSource
  void everyFailureHasItsCodeAndNamesTheQuery(FailureCode code) {
    Problem problem = QueryFailures.of(code, "q-1", "why", true);
    assertThat(problem.code()).isEqualTo(code.wire());
    assertThat(problem.message()).contains("q-1").contains("why");
    assertThat(problem.status()).isBetween(400, 599);
    // A time to come again is named exactly where coming again makes sense.
    assertThat(problem.retryAfter() != null).isEqualTo(problem.retryable());
  }

  @ParameterizedTest
  @CsvSource({
    "BUDGET_EXCEEDED, 402, false",
    "CONTEXT_EXCEEDED, 400, false",
    "UNKNOWN_CANDIDATE, 400, false",
    "CANCELLED, 410, false",
    "DEADLINE, 504, false",
    "POLICY_INVALID, 502, false",
    "RATE_LIMITED, 429, true",
    "POLICY_UNAVAILABLE, 503, true",
    "BOOKS_UNAVAILABLE, 503, true"
  })
  void theTableOfTheDocumentationHolds(FailureCode code, int status, boolean retryable) {
    Problem problem = QueryFailures.of(code, "q-1", "why", true);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.retryable()).isEqualTo(retryable);
  }

  @Test
  void underAKeyAnotherTryWouldBeTheSameQuery() {
    Problem problem = QueryFailures.of(FailureCode.POLICY_UNAVAILABLE, "q-1", "why", false);
    assertThat(problem.retryable()).isFalse();
    assertThat(problem.message()).contains("another Idempotency-Key");
    assertThat(problem.retryAfter()).isNotNull();
  }
}
