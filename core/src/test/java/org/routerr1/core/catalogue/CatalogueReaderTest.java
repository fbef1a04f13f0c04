// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.core.audit.Hashes;
import org.routerr1.core.catalogue.Candidate.Dispatch;
import org.routerr1.core.catalogue.Candidate.Latency;
import org.routerr1.core.catalogue.Candidate.Limits;
import org.routerr1.core.catalogue.Candidate.PromptForm;
import org.routerr1.core.money.Price;

class CatalogueReaderTest {

  @TempDir Path directory;

  private final CatalogueReader reader = new CatalogueReader(Map.of("PORT", "8081")::get);

  @Test
  void whatIsLeftOutHasTheDocumentedDefaults() {
    Catalogue catalogue =
        reader.parse(
            "c.yaml",
            """
            candidates:
              - id: small
                endpoint: http://127.0.0.1:${PORT}/v1/
                price: {input: 0.15, output: "0.6"}
            """);
    assertThat(catalogue.candidates())
        .containsExactly(
            new Candidate(
                "small",
                List.of(),
                "http://127.0.0.1:8081/v1",
                "small",
                null,
                new Price(150_000_000, 600_000_000),
                4096,
                512,
                "",
                Map.of(),
                new Latency(0, 0),
                new Limits(0, 0, 0),
                new PromptForm(PromptForm.Kind.CHAT, "{query}", List.of()),
                Dispatch.LOCAL,
                30_000,
                2,
                List.of()));
    assertThat(catalogue.policyPrice()).isEqualTo(new Price(0, 0));
  }

  @Test
  void everyFieldIsRead() {
    Catalogue catalogue =
        reader.parse(
            "c.yaml",
            """
            policy: {price: {input: 0.01, output: .02}}
            candidates:
              - id: qwen2.5-1.5b
                aliases: [qwen, useful]
                endpoint: ${BASE:-https://api.example.com}/v1
                model: Qwen2.5-Coder-1.5B-Instruct
                key: env:API_KEY
                price: {input: 1e-1, output: 0.000000001}
                context_tokens: 2048
                max_output_tokens: 64
                description: "useful: short answers"
                strengths: {currency: 0.8, capital: 1}
                latency: {p50_ms: 400, p95_ms: 900}
                limits: {requests_per_minute: 60, tokens_per_minute: 90000, concurrency: 1}
                prompt:
                  kind: completion
                  template: |-
                    Question: {query}
                    Answer:
                  stop: ["\\n"]
                dispatch: queued
                timeout_ms: 5000
                attempts: 3
                tags: [local, public]
            """);
    assertThat(catalogue.candidates())
        .containsExactly(
            new Candidate(
                "qwen2.5-1.5b",
                List.of("qwen", "useful"),
                "https://api.example.com/v1",
                "Qwen2.5-Coder-1.5B-Instruct",
                "env:API_KEY",
                new Price(100_000_000, 1),
                2048,
                64,
                "useful: short answers",
                Map.of("currency", .8, "capital", 1.0),
                new Latency(400, 900),
                new Limits(60, 90_000, 1),
                new PromptForm(
                    PromptForm.Kind.COMPLETION, "Question: {query}\nAnswer:", List.of("\n")),
                Dispatch.QUEUED,
                5000,
                3,
                List.of("local", "public")));
    assertThat(catalogue.candidates().getFirst().strengths().keySet())
        .containsExactly("currency", "capital");
    assertThat(catalogue.policyPrice()).isEqualTo(new Price(10_000_000, 20_000_000));
    assertThat(catalogue.resolve("qwen")).isPresent();
    assertThat(catalogue.resolve("Qwen")).isEmpty();
  }

  @Test
  void theVersionIsTheContentsHashWhateverTheEnvironmentSays() throws Exception {
    String text =
        "candidates: [{id: a, endpoint: 'http://h:${PORT}', price: {input: 0, output: 0}}]\n";
    Path file = Files.writeString(directory.resolve("c.yaml"), text);
    Catalogue catalogue = reader.read(file);
    assertThat(catalogue.version()).isEqualTo("sha256:" + Hashes.sha256(text).substring(0, 16));
    assertThat(catalogue.source()).isEqualTo(text);
    assertThat(new CatalogueReader(name -> "9").read(file).version())
        .isEqualTo(catalogue.version());
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws Exception {
    Path missing = directory.resolve("none.yaml");
    assertRefused(missing, missing + ": there is no such file: name another with --catalogue FILE");
    assertRefused(directory, directory + ": cannot be read");
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "candidates: é".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(latin, latin + ": is not UTF-8 text: save it as UTF-8");
    Path large = Files.write(directory.resolve("large"), new byte[CatalogueReader.MAX_BYTES + 1]);
    assertRefused(large, large + ": is larger than 1 MiB");
  }

  private void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(CatalogueException.class)
        .hasMessageStartingWith(message);
  }
}
