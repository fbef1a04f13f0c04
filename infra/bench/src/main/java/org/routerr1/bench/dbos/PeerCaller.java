// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.dbos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls a candidate over HTTP, with the client that ours uses: the JDK's. */
final class PeerCaller implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;

  PeerCaller(String baseUrl) {
    this.endpoint = URI.create(baseUrl + "/chat/completions");
  }

  String call(String key, String model, String query) {
    try {
      byte[] body =
          JSON.writeValueAsBytes(
              Map.of(
                  "model",
                  model,
                  "temperature",
                  0,
                  "messages",
                  List.of(Map.of("role", "user", "content", query))));
      HttpRequest request =
          HttpRequest.newBuilder(endpoint)
              .timeout(Duration.ofSeconds(30))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", key)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException("the candidate answered " + response.statusCode());
      }
      return JSON.readTree(response.body()).at("/choices/0/message/content").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
