// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A plain client of the pool, as a test needs it. */
final class PoolClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;

  PoolClient(RecordedPool pool) {
    this.root = "http://127.0.0.1:" + pool.port();
  }

  static String chat(String model, String question) {
    return """
    {"model": "%s", "messages": [{"role": "system", "content": "Be brief."},
     {"role": "user", "content": "%s"}]}
    """
        .formatted(model, question);
  }

  HttpResponse<String> ask(String model, String question) throws IOException, InterruptedException {
    return post("/v1/chat/completions", chat(model, question), null);
  }

  HttpResponse<String> post(String path, String body, @Nullable String key)
      throws IOException, InterruptedException {
    return http.send(request(path, body, key), HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> askAsync(String model, String question) {
    return http.sendAsync(
        request("/v1/chat/completions", chat(model, question), null),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(
        http.send(
                HttpRequest.newBuilder(URI.create(root + path)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  static String content(HttpResponse<String> response) throws IOException {
    return json(response).at("/choices/0/message/content").asText();
  }

  private HttpRequest request(String path, String body, @Nullable String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(Duration.ofSeconds(5))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    (key == null ? Map.<String, String>of() : Map.of("Idempotency-Key", key))
        .forEach(request::header);
    return request.build();
  }
}
