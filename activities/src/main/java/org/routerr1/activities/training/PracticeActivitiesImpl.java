// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.BooksAccess;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeInput.Sample;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.activities.episode.Variant;
import org.routerr1.activities.promotion.FeedbackReport;
import org.routerr1.activities.training.Practice.Part;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.ledger.BooksReader.GivenFeedback;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.questions.Item;
import org.routerr1.worlds.specialists.Weights;

/** Everything about practice follows from its material, the run's seed and the step. */
public final class PracticeActivitiesImpl implements PracticeActivities {

  /** Replies that practice on users' questions has paid for, for the next time. */
  static final String FEEDBACK = "feedback";

  /** What is more is left for the next retraining. */
  private static final int MOST_FEEDBACK = 10_000;

  private final Environments environments;
  private final BooksAccess books;
  private final PracticeFiles files;

  public PracticeActivitiesImpl(Environments environments, BooksAccess books, LabFiles files) {
    this.environments = environments;
    this.books = books;
    this.files = new PracticeFiles(environments.questions(), files);
  }

  @Override
  public Gathered gather(String run, Since since, int most) {
    // The last word on a question counts.
    Map<String, Item> right = new LinkedHashMap<>();
    List<Double> scores = new ArrayList<>();
    long readMicros = since.feedbackMicros();
    for (GivenFeedback one : books.reader().feedback(readMicros, MOST_FEEDBACK)) {
      String question = one.question().strip();
      String answer = Objects.requireNonNullElse(one.rightAnswer(), "").strip();
      boolean corrected = !answer.isEmpty() && !question.isEmpty();
      if (corrected && right.size() == most && !right.containsKey(question)) {
        break;
      }
      readMicros = one.atMicros();
      if (corrected) {
        right.put(
            question,
            new Item(
                one.queryId(),
                one.question(),
                List.of(answer),
                JsonNodeFactory.instance.objectNode()));
      }
      Double score = one.score();
      if (score != null) {
        scores.add(score);
      }
    }
    long recordedMillis = since.recordingsMillis();
    List<String> usable = new ArrayList<>();
    for (Map.Entry<String, Long> found : files.recordingsAfter(recordedMillis).entrySet()) {
      recordedMillis = Math.max(recordedMillis, found.getValue());
      if (isUsable(found.getKey())) {
        usable.add(found.getKey());
      }
    }
    return new Gathered(
        usable,
        right.isEmpty() ? null : files.write(run, FEEDBACK, right.values()),
        new FeedbackReport(scores.size(), mean(scores), right.size()),
        new Since(readMicros, recordedMillis));
  }

  private static @Nullable Double mean(List<Double> scores) {
    return scores.isEmpty()
        ? null
        : (Double) scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** One that cannot be used must not keep a schedule from the others. */
  private boolean isUsable(String recording) {
    try {
      files.items(recording);
      return answers(recording);
    } catch (IllegalArgumentException | BadFileException | UncheckedIOException e) {
      return false;
    }
  }

  private boolean answers(String recording) {
    Set<String> recorded = files.candidates(recording);
    return environments.catalogues().current().candidates().stream()
        .map(Candidate::id)
        .anyMatch(recorded::contains);
  }

  @Override
  public Practice plan(TrainingSpec spec) {
    return told(() -> {
      Material material = spec.material();
      if (material == null) {
        return new Practice(List.of(), 0, null);
      }
      Long budget = material.budgetNanoUsd();
      String questions = material.questions();
      // Users' questions are recorded nowhere: without money nobody answers them.
      boolean asked = questions != null && budget != null;
      Allowance allowed = Allowance.of(budget, material.recordings().size(), asked);
      List<Part> parts = new ArrayList<>();
      for (String recording : material.recordings()) {
        List<Item> items = files.items(recording);
        if (!answers(recording)) {
          throw new IllegalArgumentException(
              "the recording "
                  + recording
                  + " holds no reply of the catalogue's candidates: record anew");
        }
        String file = files.write(spec.run(), "practice-" + recording, items);
        parts.add(part(recording, file, recording, items.size(), allowed.recording()));
      }
      if (asked) {
        String file = String.valueOf(questions);
        int size = environments.questions().items(file).size();
        parts.add(part(FEEDBACK, file, FEEDBACK, size, allowed.corrected()));
      }
      int all = parts.stream().mapToInt(Part::questions).sum();
      int steps = (all + Practice.QUESTIONS - 1) / Practice.QUESTIONS;
      return new Practice(
          parts, Math.min(steps, Practice.mostSteps(spec.config().steps())), budget);
    });
  }

  /**
   * What each part may cost; null: nobody is asked. Recordings lack little of what is asked, so
   * half is for what nobody recorded.
   */
  private record Allowance(@Nullable Long corrected, @Nullable Long recording) {

    static Allowance of(@Nullable Long budget, int recordings, boolean corrected) {
      if (budget == null) {
        return new Allowance(null, null);
      }
      long forCorrected = !corrected ? 0 : recordings == 0 ? budget : budget / 2;
      return new Allowance(forCorrected, (budget - forCorrected) / Math.max(1, recordings));
    }
  }

  private Part part(
      String name, String file, String recording, int questions, @Nullable Long share) {
    long spent = environments.recordings().of(recording).spentNanoUsd();
    Long budget = share == null ? null : (Long) (spent + share);
    Catalogue catalogue = environments.pinned(recording, share != null, budget);
    return new Part(
        name,
        Path.of(file).toAbsolutePath().toString(),
        catalogue.version(),
        recording,
        questions,
        spent);
  }

  @Override
  public List<EpisodeInput> groups(TrainingSpec spec, Practice practice, int step, String version) {
    List<Place> order = order(spec, practice);
    List<Double> tradeOffs = Weights.TRADE_OFF.tradeOffs();
    List<EpisodeInput> groups = new ArrayList<>();
    int first = (step - 1) * Practice.QUESTIONS;
    int end = Math.min(order.size(), first + Practice.QUESTIONS);
    for (int place = first; place < end; place++) {
      Part part = order.get(place).part();
      double tradeOff = tradeOffs.get(place % tradeOffs.size());
      List<Sample> samples = new ArrayList<>();
      for (int s = 0; s < Practice.SAMPLES; s++) {
        samples.add(
            new Sample(tradeOff, Draw.seed(spec.seed(), "practice", place, s) & Long.MAX_VALUE));
      }
      groups.add(
          new EpisodeInput(
              "practice" + step + "-" + (place - first),
              spec.run(),
              new EnvironmentRef.Questions(
                  part.dataSet(), part.source(), part.catalogueVersion(), part.recording()),
              order.get(place).number(),
              Variant.PLAIN,
              version,
              version,
              SuiteOptions.home(1),
              samples,
              true));
    }
    return groups;
  }

  private record Place(Part part, int number) {}

  /** All that users corrected, and of the recordings as many as there is room for. */
  private static List<Place> order(TrainingSpec spec, Practice practice) {
    Random random = Random.from(Draw.generator(spec.seed(), "practice"));
    List<Place> corrected = new ArrayList<>();
    List<Place> recorded = new ArrayList<>();
    for (Part part : practice.parts()) {
      List<Place> places = part.recording().equals(FEEDBACK) ? corrected : recorded;
      IntStream.range(0, part.questions()).forEach(i -> places.add(new Place(part, i)));
    }
    Collections.shuffle(corrected, random);
    Collections.shuffle(recorded, random);
    List<Place> order =
        new ArrayList<>(
            Stream.concat(corrected.stream(), recorded.stream())
                .limit((long) practice.steps() * Practice.QUESTIONS)
                .toList());
    Collections.shuffle(order, random);
    return order;
  }

  @Override
  public long spent(Practice practice) {
    return practice.parts().stream()
        .mapToLong(part ->
            environments.recordings().of(part.recording()).spentNanoUsd() - part.spentBefore())
        .sum();
  }

  private static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | BadFileException e) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(e.getMessage()), FailureCode.REJECTED.wire());
    }
  }
}
