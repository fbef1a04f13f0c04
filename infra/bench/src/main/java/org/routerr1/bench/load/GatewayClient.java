// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks the gateway as any client in OpenAI's form does, one connection per query under way. */
public final class GatewayClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  private final int maxTurns;

  public GatewayClient(URI endpoint, int maxTurns) {
    this.endpoint = endpoint;
    this.maxTurns = maxTurns;
  }

  /** Fails with an {@link java.io.IOException} if the connection did not hold until the reply. */
  public CompletableFuture<HttpResponse<byte[]>> ask(String id, String candidate) {
    try {
      byte[] body =
          JSON.writeValueAsBytes(
              Map.of(
                  "model",
                  "router-r1",
                  "messages",
                  List.of(Map.of("role", "user", "content", "What is " + id + "?")),
                  "router",
                  Map.of("candidates", List.of(candidate), "max_turns", maxTurns)));
      return http.sendAsync(
          HttpRequest.newBuilder(endpoint)
              .timeout(Duration.ofMinutes(3))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", id)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer in a reply; throws if there is none. */
  public static String answer(HttpResponse<byte[]> response) {
    try {
      JsonNode json = JSON.readTree(response.body());
      String answer = json.at("/choices/0/message/content").asText();
      if (response.statusCode() != 200 || answer.isEmpty()) {
        throw new IllegalStateException(
            "the gateway answered " + response.statusCode() + " " + json);
      }
      return answer;
    } catch (java.io.IOException e) {
      throw new IllegalStateException("the gateway's reply is no JSON", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
