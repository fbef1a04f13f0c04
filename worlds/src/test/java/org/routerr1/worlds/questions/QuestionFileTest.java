// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.worlds.BadFileException;

class QuestionFileTest {

  private static final String GOOD =
      "{\"id\": 1, \"question\": \"Who?\", \"golden_answers\": [\"Ada\", \"Ada L.\"],"
          + " \"metadata\": {\"type\": \"bridge\"}, \"source\": \"x\"}\n";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void readsFlashRagsForm() throws IOException {
    QuestionFile file = QuestionFile.read(file("set.jsonl", GOOD));
    assertThat(file)
        .isInstanceOfSatisfying(
            QuestionFile.Gradable.class,
            g -> {
              assertThat(g.name()).isEqualTo("set");
              Item item = g.items().getFirst();
              assertThat(item.id()).isEqualTo("1");
              assertThat(item.goldenAnswers()).containsExactly("Ada", "Ada L.");
              assertThat(item.metadata().path("type").asText()).isEqualTo("bridge");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"question\": \"q\", \"golden_answers\": [\"a\"]} | \"id\" is missing",
        "{\"id\": \"2\", \"golden_answers\": [\"a\"]} | \"question\" is missing",
        "{\"id\": \"2\", \"question\": \"q\"} | \"golden_answers\" is missing",
        "{\"id\": \"2\", \"question\": \"q\", \"golden_answers\": []} | \"golden_answers\"",
        "{\"id\": \"2\", \"question\": \"q\", \"golden_answers\": [\" \"]} | golden answer is empty",
        "{\"id\": \"1\", \"question\": \"q\", \"golden_answers\": [\"a\"]} | stands in line 1",
        "{\"id\": | no valid JSON",
      })
  void namesTheLineThatIsBad(String line, String problem) throws IOException {
    Path file = file("set.jsonl", GOOD + line + "\n");
    assertThatThrownBy(() -> QuestionFile.read(file))
        .isInstanceOfSatisfying(BadFileException.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"task_id\": \"1\", \"prompt\": \"def f():\", \"entry_point\": \"f\"} | code",
        "{\"id\": \"1\", \"question\": \"q\", \"input_output\": {}} | code",
        "{\"id\": \"1\", \"question\": \"q\", \"golden_answers\": [\"f\"], \"metadata\": {\"test\": \"t\"}} | code",
        "{\"id\": \"1\", \"question\": \"q\", \"options\": \"a ) 1\"} | multiple choice",
        "{\"id\": \"1\", \"question\": \"q\", \"context\": \"c\", \"golden_answers\": []} | reading",
        "{\"id\": \"1\", \"question\": \"q\", \"answer\": \"70\"} | mathematics",
        "{\"id\": \"1\", \"question\": \"q\", \"golden_answers\": [\"\\\\frac{1}{2}\"]} | LaTeX",
        "{\"id\": \"1\", \"question\": \"q\", \"golden_answers\": [\"$x^2$\"]} | LaTeX",
      })
  void namesWhatCannotBeGradedYet(String line, String reason) throws IOException {
    assertThat(QuestionFile.read(file("set.jsonl", line)))
        .isInstanceOfSatisfying(
            QuestionFile.NotYet.class, n -> assertThat(n.reason()).contains(reason));
  }

  @Test
  void sumsOfMoneyAreNoFormulas() throws IOException {
    String line =
        "{\"id\": \"1\", \"question\": \"q\", \"golden_answers\": [\"between $5 and $10\"]}";
    assertThat(QuestionFile.read(file("set.jsonl", line)))
        .isInstanceOf(QuestionFile.Gradable.class);
  }

  @Test
  void readsAFolderByName() throws IOException {
    file("b.jsonl", GOOD);
    file("a.jsonl", GOOD);
    file("notes.txt", "x");
    assertThat(QuestionFile.readAll(folder))
        .extracting(QuestionFile::name)
        .containsExactly("a", "b");
  }

  @Test
  void refusesFoldersWithoutFiles() {
    assertThatThrownBy(() -> QuestionFile.readAll(folder))
        .isInstanceOf(BadFileException.class)
        .hasMessageContaining("no .jsonl file");
    assertThatThrownBy(() -> QuestionFile.readAll(folder.resolve("none")))
        .isInstanceOf(BadFileException.class);
  }
}
