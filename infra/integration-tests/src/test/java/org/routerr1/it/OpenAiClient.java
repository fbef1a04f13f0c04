// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The official Python client, as the script beside the gateway uses it. */
final class OpenAiClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenAiClient() {}

  /** Runs a scenario to its end; what it printed. */
  static JsonNode run(String scenario, String gatewayUrl, String key) {
    return start(scenario, gatewayUrl, key).join();
  }

  /** Begins a scenario in a process of its own. */
  static CompletableFuture<JsonNode> start(String scenario, String gatewayUrl, String key) {
    String python = System.getenv("ROUTER_TEST_PYTHON");
    assertThat(python).as("ROUTER_TEST_PYTHON, a Python with the openai package").isNotNull();
    Path script = Repository.root().resolve("gateway/src/test/python/openai_client.py");
    return CompletableFuture.supplyAsync(() -> {
      try {
        Process process =
            new ProcessBuilder(python, script.toString(), scenario, gatewayUrl, key)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] printed = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ends", scenario).isTrue();
        assertThat(process.exitValue()).as("exit of %s", scenario).isZero();
        return JSON.readTree(new String(printed, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    });
  }
}
