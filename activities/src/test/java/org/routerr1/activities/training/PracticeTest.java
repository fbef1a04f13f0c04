// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.BooksAccess;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.Recordings;
import org.routerr1.activities.episode.Worlds;
import org.routerr1.activities.promotion.FeedbackReport;
import org.routerr1.activities.training.PracticeActivities.Gathered;
import org.routerr1.activities.training.PracticeActivities.Since;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.ledger.BooksReader;
import org.routerr1.ledger.BooksReader.GivenFeedback;
import org.routerr1.ledger.BooksWriter;
import org.routerr1.ledger.Journal;
import org.routerr1.worlds.questions.Item;

/** What of users' words reaches the training, and what only the report. */
class PracticeTest {

  private static final String CATALOGUE =
      """
      candidates:
        - id: alpha
          endpoint: http://127.0.0.1:9/v1
          price: {input: 0.1, output: 0.2}
      """;

  private static final int MOST = 100;

  @TempDir Path folder;

  private Environments environments;
  private PracticeActivitiesImpl practice;
  private List<GivenFeedback> given = List.of();

  @BeforeEach
  void open() throws IOException {
    Path file = Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
    LabFiles files = new LabFiles(folder);
    environments =
        new Environments(
            new Worlds(),
            new CatalogueSource(file, new CatalogueReader(name -> null), new Books()),
            new Recordings(files));
    practice = new PracticeActivitiesImpl(environments, new Books(), files);
  }

  @Test
  void rightAnswersAreTrainedOnAndBareScoresReported() {
    given =
        List.of(
            said("q1", "Where?", .5, " Oslo ", 10),
            said("q2", "When?", 1.0, null, 20),
            said("q3", "Where?", null, "Bergen", 30));

    Gathered gathered = practice.gather("night", new Since(5, 0), MOST);

    assertThat(environments.questions().items(Objects.requireNonNull(gathered.questions())))
        .extracting(Item::question, Item::goldenAnswers)
        .containsExactly(tuple("Where?", List.of("Bergen")));
    assertThat(gathered.feedback().scores()).isEqualTo(2);
    assertThat(gathered.feedback().meanScore()).isEqualTo(.75);
    assertThat(gathered.feedback().rightAnswers()).isEqualTo(1);
    assertThat(gathered.until()).isEqualTo(new Since(30, 0));
  }

  @Test
  void withoutFeedbackNothingIsWrittenAndTheMomentStays() {
    Gathered gathered = practice.gather("night", new Since(5, 7), MOST);
    assertThat(gathered.questions()).isNull();
    assertThat(gathered.feedback().meanScore()).isNull();
    assertThat(gathered.until()).isEqualTo(new Since(5, 7));
  }

  @Test
  void whatIsMoreThanOneNightCanPractiseIsLeftForTheNext() {
    given =
        List.of(
            said("q1", "Where?", null, "Oslo", 10),
            said("q2", "When?", null, "1905", 20),
            said("q3", "Where?", .5, "Bergen", 25),
            said("q4", "Who?", null, "Haakon", 30),
            said("q5", "Why?", 1.0, null, 40));

    Gathered gathered = practice.gather("night", Since.EVER, 2);

    assertThat(gathered.feedback()).isEqualTo(new FeedbackReport(1, .5, 2));
    assertThat(gathered.until()).isEqualTo(new Since(25, 0));
  }

  @Test
  void whatUsersCorrectedIsPractisedOnBeforeRecordings() {
    Practice.Part recorded = new Practice.Part("r", "r.jsonl", "v", "r", 800, 0);
    Practice.Part corrected =
        new Practice.Part("feedback", "f.jsonl", "v", PracticeActivitiesImpl.FEEDBACK, 20, 0);
    Practice both = new Practice(List.of(recorded, corrected), 10, null);

    assertThat(
            IntStream.rangeClosed(1, 10)
                .boxed()
                .flatMap(step -> practice.groups(spec(null), both, step, "base@0").stream())
                .filter(group -> group.environment().dataSet().equals("feedback"))
                .map(group -> group.number())
                .distinct())
        .hasSize(20);
  }

  @Test
  void withoutMoneyUsersQuestionsAreNotPractised() {
    given = List.of(said("q1", "Where?", null, "Oslo", 10));
    String questions = practice.gather("night", Since.EVER, MOST).questions();

    assertThat(plan(new Material(List.of(), questions, null)).steps()).isZero();
    Practice paid = plan(new Material(List.of(), questions, 1_000L));
    assertThat(paid.steps()).isOne();
    assertThat(paid.isSpent(999)).isFalse();
    assertThat(paid.isSpent(1_000)).isTrue();
    assertThat(practice.groups(spec(null), paid, 1, "base@0"))
        .singleElement()
        .satisfies(group -> assertThat(group.samples()).hasSize(Practice.SAMPLES));
  }

  private Practice plan(Material material) {
    return practice.plan(spec(material));
  }

  private static TrainingSpec spec(@Nullable Material material) {
    return new TrainingSpec(
        "night", TrainingConfig.named("home"), 1, null, 1, false, "a command", material);
  }

  private static GivenFeedback said(
      String query, String question, @Nullable Double score, @Nullable String right, long at) {
    return new GivenFeedback(query, question, score, right, at);
  }

  /** Books that only know what users said. */
  private final class Books implements BooksAccess {
    @Override
    public Journal journal() {
      throw new AssertionError("not needed");
    }

    @Override
    public BooksReader reader() {
      return (BooksReader)
          Proxy.newProxyInstance(
              BooksReader.class.getClassLoader(),
              new Class<?>[] {BooksReader.class},
              (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("feedback");
                return given;
              });
    }

    @Override
    public BooksWriter writer() {
      return (BooksWriter)
          Proxy.newProxyInstance(
              BooksWriter.class.getClassLoader(),
              new Class<?>[] {BooksWriter.class},
              (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("catalogue");
                return null;
              });
    }
  }
}
