// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.money.Price;

/** Candidates for tests. */
public final class Candidates {

  private Candidates() {}

  public static Candidate at(String endpoint) {
    return of("small", endpoint, null, Candidate.PromptForm.Kind.CHAT, 0);
  }

  public static Candidate of(
      String id,
      String endpoint,
      @Nullable String keyRef,
      Candidate.PromptForm.Kind kind,
      int concurrency) {
    return new Candidate(
        id,
        List.of(),
        endpoint,
        "model-of-" + id,
        keyRef,
        new Price(100_000_000, 200_000_000),
        4096,
        64,
        "a test's candidate",
        Map.of(),
        new Candidate.Latency(10, 20),
        new Candidate.Limits(0, 0, concurrency),
        new Candidate.PromptForm(kind, "{query}", List.of("\n\n")),
        Candidate.Dispatch.LOCAL,
        1_000,
        2,
        List.of());
  }

  /** With the alias {@code alias-of-ID}, at one price for input and output. */
  public static Candidate priced(String id, long nanoUsdPerMillion) {
    Candidate c = of(id, "http://127.0.0.1:1", null, Candidate.PromptForm.Kind.CHAT, 0);
    return new Candidate(
        id,
        List.of("alias-of-" + id),
        c.endpoint(),
        c.model(),
        null,
        new Price(nanoUsdPerMillion, nanoUsdPerMillion),
        c.contextTokens(),
        c.maxOutputTokens(),
        c.description(),
        c.strengths(),
        c.latency(),
        c.limits(),
        c.promptForm(),
        c.dispatch(),
        c.timeoutMillis(),
        c.attempts(),
        c.tags());
  }
}
