// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.worlds.BadFileException;

class FactsFileTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("facts.jsonl"), text);
  }

  @Test
  void readsFactsWithFurtherFieldsNumbersAndEmptyLines() throws IOException {
    Path file =
        file(
            """
            \uFEFF{"subject": " Marie  Curie ", "relation": "placeOfBirth", "object": "Warsaw", "n": 1}

            {"subject": "Warsaw", "relation": "first_mentioned", "object": 1313}
            """);
    assertThat(FactsFile.read(file))
        .containsExactly(
            new Fact("Marie Curie", "place of birth", "Warsaw"),
            new Fact("Warsaw", "first mentioned", "1313"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"subject\": \"a b\", \"relation\": \"r\"} | \"object\" is missing",
        "{\"subject\": \"a b\", \"relation\": \"r\", \"object\": null} | \"object\" is missing",
        "{\"subject\": \"a b\", \"relation\": \"r\", \"object\": [1]} | \"object\" is missing",
        "{\"subject\": \" ? \", \"relation\": \"r\", \"object\": \"x\"} | \"subject\" is missing",
        "{\"subject\": \"a b\" | no valid JSON",
        "[1] | no JSON object",
        "{} {} | no valid JSON",
      })
  void saysWhichLineIsNoFact(String line, String problem) throws IOException {
    Path file = file("{\"subject\":\"x\",\"relation\":\"r\",\"object\":\"y\"}\n\n" + line);
    assertThatThrownBy(() -> FactsFile.read(file))
        .isInstanceOfSatisfying(
            BadFileException.class,
            e -> {
              assertThat(e.line()).isEqualTo(3);
              assertThat(e).hasMessageStartingWith(file + ", line 3: ");
              assertThat(e).hasMessageContaining(problem);
              assertThat(e.getMessage()).endsWith(".").doesNotContain("\n");
            });
  }

  @Test
  void saysWhatIsWrongWithTheWholeFile() throws IOException {
    assertThatThrownBy(() -> FactsFile.read(folder.resolve("none.jsonl")))
        .isInstanceOf(BadFileException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> FactsFile.read(folder)).isInstanceOf(BadFileException.class);
    assertThatThrownBy(() -> FactsFile.read(file("\n \n")))
        .isInstanceOf(BadFileException.class)
        .hasMessageContaining("it is empty");
    Path latin = folder.resolve("latin.jsonl");
    Files.write(latin, "{\"subject\": \"Málaga\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> FactsFile.read(latin))
        .isInstanceOf(BadFileException.class)
        .hasMessageContaining("not UTF-8");
  }
}
