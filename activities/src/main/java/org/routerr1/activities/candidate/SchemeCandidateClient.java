// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.routerr1.core.failure.FailureCode;

/** Hands a candidate to the client that serves its endpoint's scheme. */
public final class SchemeCandidateClient implements CandidateClient {

  private final Map<String, CandidateClient> byScheme = new HashMap<>();

  /**
   * @param http serves {@code http} and {@code https}
   */
  public SchemeCandidateClient(
      CandidateClient http, Collection<CandidateClient.Provider> providers) {
    byScheme.put("http", http);
    byScheme.put("https", http);
    for (CandidateClient.Provider provider : providers) {
      if (byScheme.putIfAbsent(provider.scheme(), provider.client()) != null) {
        throw new IllegalArgumentException(
            "two candidate clients serve the scheme " + provider.scheme() + "; remove one");
      }
    }
  }

  @Override
  public CandidateOutcome ask(CandidateRequest request, Cancellation cancellation) {
    String scheme =
        String.valueOf(URI.create(request.candidate().endpoint()).getScheme())
            .toLowerCase(Locale.ROOT);
    CandidateClient client = byScheme.get(scheme);
    if (client == null) {
      return CandidateOutcome.Failed.of(
          FailureCode.REJECTED,
          "nothing here speaks " + scheme + "://; add its provider to the worker's class path");
    }
    return client.ask(request, cancellation);
  }
}
