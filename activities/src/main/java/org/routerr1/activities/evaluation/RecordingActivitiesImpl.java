// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.QuestionSource;
import org.routerr1.activities.episode.RecordedReply;
import org.routerr1.activities.episode.Recordings.Recording;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.metric.Answers;
import org.routerr1.worlds.BadFileException;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.questions.Item;

/** Plans recordings over the worker's catalogue, and grades them. */
public final class RecordingActivitiesImpl implements RecordingActivities {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Environments environments;
  private final LabFiles files;

  public RecordingActivitiesImpl(Environments environments, LabFiles files) {
    this.environments = environments;
    this.files = files;
  }

  @Override
  public List<DirectAsking> plan(RecordingSpec spec) {
    Catalogue catalogue = environments.pinned(spec.recording(), true, spec.budgetNanoUsd());
    List<String> sources = new ArrayList<>(spec.files());
    if (spec.home()) {
      for (Part part : List.of(Part.TRAIN, Part.TEST)) {
        sources.add(QuestionSource.homeFacts(part, spec.seed()));
        sources.add(QuestionSource.home(part, spec.seed()));
      }
    }
    List<DirectAsking> asking = new ArrayList<>();
    for (String source : sources) {
      int all = items(source).size();
      asking.add(
          new DirectAsking(
              source,
              source,
              IntStream.range(0, Math.min(all, spec.limit())).boxed().toList(),
              List.of(),
              source,
              catalogue.version(),
              spec.recording()));
    }
    return asking;
  }

  private List<Item> items(String source) {
    try {
      return environments.questions().items(source);
    } catch (BadFileException | IllegalArgumentException e) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(e.getMessage()), FailureCode.REJECTED.wire());
    }
  }

  @Override
  public RecordingDocument grade(RecordingSpec spec, List<DirectAsking> asked, long millis) {
    Recording recording = environments.recordings().of(spec.recording());
    StringBuilder lines = new StringBuilder();
    int questions = 0;
    int candidates = 0;
    int rows = 0;
    int failed = 0;
    for (DirectAsking one : asked) {
      List<Candidate> whom = environments.catalogues().pinned(one.catalogueVersion()).candidates();
      candidates = whom.size();
      List<Item> items = items(one.source());
      for (int place : one.tested()) {
        questions++;
        for (Candidate candidate : whom) {
          Item item = items.get(place);
          Optional<RecordedReply> reply =
              recording.find(candidate.id(), Direct.prompt(candidate, item));
          if (reply.isPresent()) {
            rows++;
            lines.append(row(one.source(), item, candidate, reply.get())).append('\n');
          } else {
            failed++;
          }
        }
      }
    }
    Path file = files.recordings().resolve(spec.recording()).resolve("graded.jsonl");
    files.writeText(file, lines.toString());
    return new RecordingDocument(
        spec.recording(),
        questions,
        candidates,
        rows,
        failed,
        recording.spentNanoUsd(),
        millis,
        file.toString(),
        failed > 0 && recording.hasSpent(spec.budgetNanoUsd()));
  }

  private static String row(String source, Item item, Candidate candidate, RecordedReply recorded) {
    String reply = recorded.reply().strip();
    ObjectNode row = JSON.createObjectNode();
    row.put("source", source).put("id", item.id()).put("question", item.question());
    row.put("candidate", candidate.id()).put("reply", reply);
    row.put("exact_match", Answers.exactMatch(reply, item.goldenAnswers()) ? 1 : 0);
    row.put("f1", Answers.f1(reply, item.goldenAnswers()));
    row.put("contained", Answers.contained(reply, item.goldenAnswers()) ? 1 : 0);
    row.put("input_tokens", recorded.usage().inputTokens());
    row.put("output_tokens", recorded.usage().outputTokens());
    row.put("cost_nano_usd", recorded.nanoUsd()).put("ms", recorded.millis());
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row that cannot be written", e);
    }
  }
}
