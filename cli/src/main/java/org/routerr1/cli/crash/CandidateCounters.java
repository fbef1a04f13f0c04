// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.routerr1.infra.stack.Json;

/**
 * What the candidates themselves counted: the local models and the recorded pool tell, by
 * idempotency key, how often they were asked ({@code GET /control/counters}).
 */
public final class CandidateCounters {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final List<URI> endpoints;

  /**
   * @param endpoints base URLs as the catalogue has them, with {@code /v1}
   */
  public CandidateCounters(List<String> endpoints) {
    this.endpoints =
        endpoints.stream().distinct().map(e -> URI.create(e).resolve("/control/counters")).toList();
  }

  /** How often this workflow's calls arrived; empty if a candidate does not count. */
  public OptionalLong asked(String workflowId) throws InterruptedException {
    long sum = 0;
    for (URI endpoint : endpoints) {
      JsonNode document = read(endpoint);
      if (document == null) {
        return OptionalLong.empty();
      }
      Iterator<Map.Entry<String, JsonNode>> keys = document.path("keys").fields();
      while (keys.hasNext()) {
        Map.Entry<String, JsonNode> key = keys.next();
        if (key.getKey().startsWith(workflowId + "/")) {
          sum += key.getValue().path("asked").asLong();
        }
      }
    }
    return OptionalLong.of(sum);
  }

  private @Nullable JsonNode read(URI endpoint) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(PATIENCE).build();
    try {
      HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      return reply.statusCode() == OK ? Json.MAPPER.readTree(reply.body()) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
