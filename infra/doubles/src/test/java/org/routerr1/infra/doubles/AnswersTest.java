// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {

  @TempDir Path dir;

  private Path file(String... lines) throws IOException {
    return Files.writeString(dir.resolve("lines.jsonl"), String.join("\n", lines));
  }

  @Test
  void aQuestionThatNamesSubjectAndRelationGetsTheObject() throws IOException {
    Facts facts =
        Facts.read(
            file(
                "{\"subject\": \"Aurel\", \"relation\": \"home town\", \"object\": \"Venn\"}",
                "",
                "{\"subject\": \"Aurel Minor\", \"relation\": \"home_town\", \"object\": \"Oss\"}",
                "{\"subject\": \"Venn\", \"relation\": \"river\", \"object\": \"the Lo\"}"));
    assertThat(facts.reply("m", "What is the home town of Aurel?")).hasValue("Venn");
    assertThat(facts.reply("m", "AUREL MINOR: HOME TOWN?")).hasValue("Oss");
    assertThat(facts.reply("m", "Which river flows through Venn?")).hasValue("the Lo");
    assertThat(facts.reply("m", "Which river flows through Vennice?")).hasValue(Facts.UNKNOWN);
    assertThat(facts.reply("m", "Who is Aurel?")).hasValue(Facts.UNKNOWN);
  }

  @Test
  void aRecordedQuestionGetsItsModelsReplyAlsoInsideATemplate() throws IOException {
    Answers answers =
        Recording.read(
                file(
                    "{\"question\": \"Who was it?\", \"model\": \"a\", \"reply\": \"A one\"}",
                    "{\"question\": \"who was it\", \"model\": \"b\", \"reply\": \"B one\"}",
                    "{\"question\": \"Where?\", \"reply\": \"Anywhere\"}"))
            .orElse(Answers.generated());
    assertThat(answers.reply("a", "Who was it?")).hasValue("A one");
    assertThat(answers.reply("b", "Who was it?")).hasValue("B one");
    assertThat(answers.reply("a", "Question: Who was it?\nAnswer:")).hasValue("A one");
    assertThat(answers.reply("c", "Where?")).hasValue("Anywhere");
    assertThat(answers.reply("c", "Who was it?").orElseThrow()).contains("of c");
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Path facts =
        file("{\"subject\": \"a\", \"relation\": \"b\", \"object\": \"c\"}", "{\"subject\": 1}");
    assertThatThrownBy(() -> Facts.read(facts))
        .hasMessageContaining("lines.jsonl line 2")
        .hasMessageContaining("'subject' is missing");
    assertThatThrownBy(() -> Recording.read(file("{no")))
        .hasMessageContaining("lines.jsonl line 1");
  }

  @Test
  void theServerAnswersFromItsFiles() throws Exception {
    Path facts = file("{\"subject\": \"Aurel\", \"relation\": \"home\", \"object\": \"Venn\"}");
    try (RecordedPool pool = RecordedPool.start(PoolConfig.DEFAULTS.withFacts(facts))) {
      PoolClient client = new PoolClient(pool);
      assertThat(PoolClient.content(client.ask("a", "home of Aurel?"))).isEqualTo("Venn");
      assertThat(PoolClient.content(client.ask("a", "age of Aurel?"))).isEqualTo(Facts.UNKNOWN);
    }
  }
}
