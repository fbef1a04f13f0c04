// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.routerr1.bench.policy.Prompts.Prompt;
import org.routerr1.bench.process.JavaProcess;

/** llama.cpp's server on the same file, a process of its own, over HTTP. */
final class LlamaSide extends ServerSide {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SLOTS = 32;
  private static final int LETTERS = 4; // of a token; a grammar of llama.cpp counts letters

  private final JavaProcess process;
  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private LlamaSide(JavaProcess process, Lengths lengths) {
    super(lengths);
    this.process = process;
    this.endpoint = URI.create(process.await("listening on ").strip() + "/completion");
  }

  static LlamaSide start(
      Path home, Path python, Path model, int context, int threads, Lengths lengths, Path logs) {
    return new LlamaSide(
        JavaProcess.program(
            "llama.cpp's server",
            logs.resolve("llama.log"),
            List.of(
                python.toString(),
                home.resolve("infra/bench/peers/llama_peer.py").toString(),
                model.toString(),
                "" + threads,
                "" + SLOTS,
                "" + context)),
        lengths);
  }

  @Override
  public String name() {
    return "llama.cpp";
  }

  @Override
  int read(Prompt prompt) {
    return complete(prompt, 1, Map.of()).path("tokens_evaluated").asInt();
  }

  @Override
  long write(String number) {
    Prompt prompt = Prompts.shared(Lengths.BEGINNING, number);
    return complete(prompt, lengths.decode(), Map.of("ignore_eos", true))
        .path("tokens_predicted")
        .asInt();
  }

  @Override
  void decide(String number) {
    complete(
        Prompts.catalogue(number),
        4 * Lengths.TEXT,
        Map.of("grammar", grammar(), "temperature", 1));
  }

  /** The protocol's actions, with texts of as many letters as ours have at most. */
  static String grammar() {
    String names =
        Prompts.CANDIDATES.stream().map(n -> '"' + n + '"').collect(Collectors.joining(" | "));
    return """
    root ::= "<think>" text "</think>" (search | answer)
    search ::= "<search>" text "<to>" (%s) "</search>"
    answer ::= "<answer>" text "</answer>"
    text ::= [^<\\n]{1,%d}
    """
        .formatted(names, LETTERS * Lengths.TEXT);
  }

  private JsonNode complete(Prompt prompt, int tokens, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("prompt", prompt.text());
    body.put("n_predict", tokens);
    body.put("temperature", 0);
    body.put("cache_prompt", true);
    body.putAll(more);
    try {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(endpoint)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      JsonNode reply = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("llama.cpp's server answered " + reply);
      }
      return reply;
    } catch (IOException e) {
      throw new IllegalStateException("llama.cpp's server does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.close();
  }
}
