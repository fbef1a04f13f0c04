// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.worlds.questions.Item;

class QuestionSourceTest {

  private @TempDir Path directory;

  @Test
  void aCorrectedFileIsReadAgain() throws Exception {
    QuestionSource source = new QuestionSource();
    Path file = directory.resolve("q.jsonl");
    for (String golden : new String[] {"Oslo", "Bergen (Norway)"}) {
      Files.writeString(
          file,
          "{\"id\": \"1\", \"question\": \"Where?\", \"golden_answers\": [\"%s\"]}\n"
              .formatted(golden));
      assertThat(source.items(file.toString()))
          .singleElement()
          .extracting(Item::goldenAnswers)
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .containsExactly(golden);
    }
  }
}
