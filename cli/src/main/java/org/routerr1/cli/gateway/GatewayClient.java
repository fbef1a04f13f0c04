// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.infra.stack.Json;

/** The gateway's HTTP API. */
public final class GatewayClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(25);
  private static final int OK = 200;

  private final URI base;
  private final HttpClient http;

  public GatewayClient(URI base) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /**
   * A response.
   *
   * @param body the JSON document; a missing node if it was none
   */
  public record Reply(int status, JsonNode body) {
    public boolean ok() {
      return status == OK;
    }

    /** What went wrong, in the gateway's words. */
    public String problem() {
      return body.path("error").path("message").asText("the gateway answered " + status);
    }
  }

  /** Asks, on one connection, and waits as long as the gateway does. */
  public CompletableFuture<Reply> ask(String question, ObjectNode router, String key) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("model", "router-r1");
    body.putArray("messages").addObject().put("role", "user").put("content", question);
    body.set("router", router);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(GatewayClient::reply);
  }

  /** Where a query's document is, whatever its id is written with. */
  public static String queryPath(String id) {
    return "/v1/queries/" + encoded(id);
  }

  /** Foreign words as one part of an address. */
  public static String encoded(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The query's document; empty while it is unknown, or the books cannot be read. */
  public Optional<JsonNode> query(String id) throws InterruptedException {
    try {
      Reply reply = get(queryPath(id));
      return reply.ok() ? Optional.of(reply.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The document at a path.
   *
   * @throws CliException if it is not to be had
   */
  public JsonNode document(String path) throws InterruptedException {
    try {
      Reply reply = get(path);
      if (reply.ok()) {
        return reply.body();
      }
      throw new CliException(
          reply.status() < 500 ? ExitCode.BAD_INPUT : ExitCode.MISSING, reply.problem());
    } catch (IOException e) {
      throw new CliException(
          ExitCode.MISSING,
          "the gateway at %s cannot be reached: look at ./router status".formatted(base));
    }
  }

  private Reply get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(READ).build();
    return reply(http.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  private static Reply reply(HttpResponse<String> response) {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      body = Json.MAPPER.missingNode();
    }
    return new Reply(response.statusCode(), body == null ? Json.MAPPER.missingNode() : body);
  }
}
