// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.routerr1.core.failure.FailureCode;

/** Hands a candidate to the client that serves its endpoint's scheme, all others to one. */
public final class SchemeCandidateClient implements CandidateClient {

  private final CandidateClient others;
  private final Map<String, CandidateClient> byScheme = new HashMap<>();

  /**
   * @param others serves every scheme that no provider does
   */
  public SchemeCandidateClient(
      CandidateClient others, Collection<CandidateClient.Provider> providers) {
    this.others = others;
    for (CandidateClient.Provider provider : providers) {
      if (byScheme.putIfAbsent(provider.scheme(), provider.client()) != null) {
        throw new IllegalArgumentException(
            "two candidate clients serve the scheme " + provider.scheme() + "; remove one");
      }
    }
  }

  /**
   * Over the web, and whatever is provided; other schemes are refused.
   *
   * @param http serves {@code http} and {@code https}
   */
  public static SchemeCandidateClient web(
      CandidateClient http, Collection<CandidateClient.Provider> providers) {
    SchemeCandidateClient client =
        new SchemeCandidateClient(SchemeCandidateClient::refuse, providers);
    for (String scheme : new String[] {"http", "https"}) {
      if (client.byScheme.putIfAbsent(scheme, http) != null) {
        throw new IllegalArgumentException(scheme + " is built in; remove its provider");
      }
    }
    return client;
  }

  @Override
  public CandidateOutcome ask(CandidateRequest request, Cancellation cancellation) {
    return byScheme.getOrDefault(scheme(request), others).ask(request, cancellation);
  }

  private static CandidateOutcome refuse(CandidateRequest request, Cancellation cancellation) {
    return CandidateOutcome.Failed.of(
        FailureCode.REJECTED,
        "nothing here speaks "
            + scheme(request)
            + "://; add its provider to the worker's class path");
  }

  private static String scheme(CandidateRequest request) {
    return String.valueOf(URI.create(request.candidate().endpoint()).getScheme())
        .toLowerCase(Locale.ROOT);
  }
}
