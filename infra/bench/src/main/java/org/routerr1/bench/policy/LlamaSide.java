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
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.routerr1.bench.load.Load;
import org.routerr1.bench.load.Measured;
import org.routerr1.bench.process.JavaProcess;

/** llama.cpp's server on the same file, a process of its own, over HTTP. */
final class LlamaSide implements PolicySide {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SLOTS = 32;
  private static final int LETTERS = 4; // of a token; a grammar of llama.cpp counts letters

  private final JavaProcess process;
  private final URI endpoint;
  private final Lengths lengths;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private LlamaSide(JavaProcess process, Lengths lengths) {
    this.process = process;
    this.lengths = lengths;
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
  public double measure(Task task, int turn) throws InterruptedException {
    return switch (task.kind()) {
      case PREFILL -> {
        long begun = System.nanoTime();
        JsonNode reply = complete(Prompts.unseen(task.size(), turn).text(), 1, Map.of());
        yield reply.path("tokens_evaluated").asInt() * 1e9 / (System.nanoTime() - begun);
      }
      case FIRST_TOKEN -> {
        complete(Prompts.shared(task.size(), "0").text(), 1, Map.of());
        long begun = System.nanoTime();
        complete(Prompts.shared(task.size(), turn + "1").text(), 1, Map.of());
        yield (System.nanoTime() - begun) / 1e6;
      }
      case DECODE -> {
        LongAdder tokens = new LongAdder();
        Measured load =
            Load.run(
                task.size() * lengths.rounds(),
                task.size(),
                i ->
                    tokens.add(
                        complete(
                                Prompts.shared(32, turn + "-" + task.size() + "-" + i).text(),
                                lengths.decode(),
                                Map.of("ignore_eos", true))
                            .path("tokens_predicted")
                            .asInt()));
        yield tokens.sum() / load.wallSeconds();
      }
      case DECISIONS ->
          Load.run(
                  task.size() * lengths.rounds(),
                  task.size(),
                  i ->
                      complete(
                          Prompts.catalogue(turn + "-" + i).text(),
                          4 * Lengths.TEXT,
                          Map.of("grammar", grammar(), "temperature", 1)))
              .perSecond();
      case CONSTRAINT ->
          throw new IllegalArgumentException("llama.cpp does not tell the cost of its grammar");
    };
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

  private JsonNode complete(String prompt, int tokens, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("prompt", prompt);
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
