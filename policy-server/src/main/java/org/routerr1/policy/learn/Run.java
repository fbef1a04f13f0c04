// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.routerr1.policy.adapter.AdapterCard;
import org.routerr1.policy.adapter.AdapterException;
import org.routerr1.policy.adapter.AdapterFolder;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.learn.LearnException.Kind;
import org.routerr1.policy.learn.RunFolder.Saved;
import org.routerr1.policy.learn.Trainer.Numbers;
import org.routerr1.policy.model.ModelFiles;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdateReply;

/** A run in memory. What it says has happened is on disk; what fails has not happened. */
final class Run implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int REPLIES = 16;

  /** The caller's own bytes. */
  private static final int MOST_CALLER_BYTES = 1 << 20;

  private final LearnerHome home;
  private final RunFolder folder;
  private final RunSettings settings;
  private final Trainer trainer;
  private final Course course;
  private Saved saved;

  private Run(
      LearnerHome home, RunFolder folder, RunSettings settings, Trainer trainer, Saved saved) {
    this.home = home;
    this.folder = folder;
    this.settings = settings;
    this.trainer = trainer;
    this.saved = saved;
    this.course =
        new Course(
            trainer,
            settings.objective(),
            settings.optimiser(),
            settings.passTokens(),
            home.turns()::giveWay);
    trainer.attach();
    trainer.set(saved.numbers());
  }

  /** A run that was not there before. */
  static Run begin(
      LearnerHome home, RunFolder folder, OpenRunRequest request, RunSettings settings) {
    Beginning beginning = beginning(home, request);
    RunState state =
        RunState.newBuilder()
            .setRun(request.getRun())
            .setParentVersion(request.getParentVersion())
            .setTrainable(beginning.layout.size())
            .setPrecision(settings.precision().name().toLowerCase(java.util.Locale.ROOT))
            .build();
    Saved saved = new Saved(state, "", List.of(), Numbers.begin(beginning.numbers));
    Trainer trainer = trainer(home, beginning.layout, settings);
    try {
      folder.create(request, saved);
      return new Run(home, folder, settings, trainer, saved);
    } catch (RuntimeException e) {
      trainer.close();
      throw e;
    }
  }

  /** A run from its folder. */
  static Run resume(LearnerHome home, RunFolder folder) {
    OpenRunRequest request = folder.request();
    RunSettings settings = RunSettings.of(request, home.processor());
    Saved saved = folder.load();
    LoraLayout layout = beginning(home, request).layout;
    if (saved.numbers().trained().length != layout.size()) {
      throw new LearnException(
          Kind.DAMAGED,
          "run \"%s\" was begun on another model; open another run".formatted(request.getRun()));
    }
    return new Run(home, folder, settings, trainer(home, layout, settings), saved);
  }

  private static Trainer trainer(LearnerHome home, LoraLayout layout, RunSettings settings) {
    try (ModelFile file = ModelFiles.open(home.model())) {
      return Trainer.load(file, layout, settings.precision(), home.threads(), home.processor());
    }
  }

  private record Beginning(LoraLayout layout, float[] numbers) {}

  private static Beginning beginning(LearnerHome home, OpenRunRequest request) {
    String parent = request.getParentVersion();
    if (parent.equals(home.version())) {
      LoraLayout layout = RunSettings.layout(request.getLora(), home.shape());
      return new Beginning(layout, layout.begin(request.getSeed()));
    }
    Path version = home.versions().resolve(parent.isEmpty() ? "." : parent).normalize();
    if (parent.isEmpty()
        || !home.versions().equals(version.getParent())
        || !Files.isDirectory(version)) {
      throw new LearnException(
          Kind.UNKNOWN,
          "parent_version \"%s\" is neither the base %s nor an adapter in %s"
              .formatted(parent, home.version(), home.versions()));
    }
    try {
      AdapterCard card = AdapterCard.read(version);
      if (!card.baseChecksum().equals(home.checksum())) {
        throw LearnException.invalid(
            "parent_version \"%s\" is an adapter of %s, not of %s",
            parent, card.base(), home.version());
      }
      LoraAdapter adapter = LoraAdapter.read(version);
      LoraLayout layout = LoraLayout.of(home.shape(), adapter);
      return new Beginning(layout, layout.toVector(adapter));
    } catch (AdapterException e) {
      throw new LearnException(Kind.DAMAGED, String.valueOf(e.getMessage()));
    }
  }

  String name() {
    return saved.state().getRun();
  }

  RunState state() {
    return saved.state().toBuilder().addAllCheckpoints(folder.checkpoints()).build();
  }

  UpdateReply update(UpdateHeader header, String digest, List<Tree> trees) {
    checkCallerState(header.getCallerState());
    long last = saved.state().getStep();
    if (header.getStep() <= last && header.getStep() > 0) {
      return again(header, digest, last);
    }
    if (header.getStep() != last + 1) {
      throw new LearnException(
          Kind.OUT_OF_ORDER, "step %d does not follow step %d".formatted(header.getStep(), last));
    }
    double rate =
        header.hasLearningRate()
            ? RunSettings.within("learning_rate", header.getLearningRate(), 0, 1)
            : settings.optimiser().learningRate();
    try {
      long begun = home.nanoTime().getAsLong();
      Course.Result result = course.update(trees, rate, saved.state().getOptimiserSteps());
      long micros = (home.nanoTime().getAsLong() - begun) / 1000;
      UpdateReply reply = Reports.reply(header.getRun(), header.getStep(), result, micros);
      confirm(header, digest, reply);
      return reply;
    } catch (RuntimeException e) {
      trainer.set(saved.numbers());
      throw e;
    }
  }

  private void confirm(UpdateHeader header, String digest, UpdateReply reply) {
    RunState state =
        saved.state().toBuilder()
            .setStep(header.getStep())
            .setOptimiserSteps(saved.state().getOptimiserSteps() + reply.getOptimiserSteps())
            .setTokens(saved.state().getTokens() + reply.getTokens())
            .setCallerState(header.getCallerState())
            .setLast(reply)
            .build();
    List<UpdateReply> replies = new ArrayList<>(saved.replies());
    replies.add(reply);
    List<UpdateReply> kept = replies.subList(Math.max(0, replies.size() - REPLIES), replies.size());
    Saved next = new Saved(state, digest, List.copyOf(kept), trainer.numbers());
    folder.save(next);
    saved = next;
  }

  private UpdateReply again(UpdateHeader header, String digest, long last) {
    if (header.getStep() == last && !digest.equals(saved.digest())) {
      throw new LearnException(
          Kind.TAKEN, "step %d was applied with other content".formatted(last));
    }
    return saved.replies().stream()
        .filter(r -> r.getStep() == header.getStep())
        .findFirst()
        .map(r -> r.toBuilder().setRepeated(true).build())
        .orElseThrow(() ->
            new LearnException(
                Kind.OUT_OF_ORDER,
                "step %d was applied long ago; the run stands at step %d"
                    .formatted(header.getStep(), last)));
  }

  UpdateReply measure(List<Tree> trees) {
    long begun = home.nanoTime().getAsLong();
    Course.Result result = course.measure(trees);
    long micros = (home.nanoTime().getAsLong() - begun) / 1000;
    return Reports.reply(name(), saved.state().getStep(), result, micros);
  }

  void checkpoint(String label, ByteString callerState) {
    checkCallerState(callerState);
    RunState state = saved.state();
    RunState kept =
        callerState.isEmpty() ? state : state.toBuilder().setCallerState(callerState).build();
    folder.keep(label, new Saved(kept, saved.digest(), saved.replies(), saved.numbers()));
  }

  /** Goes on from a state that is on the disk as the current one. */
  void adopt(Saved kept) {
    saved = kept;
    trainer.set(kept.numbers());
  }

  AdapterCard publish(PublishRequest request) {
    Saved from = request.getLabel().isEmpty() ? saved : folder.kept(request.getLabel());
    LoraAdapter adapter = trainer.layout().toAdapter(home.name(), from.numbers().trained());
    try {
      return AdapterFolder.publish(
          home.versions(),
          adapter,
          new AdapterFolder.Origin(
              request.getName(),
              saved.state().getParentVersion(),
              home.version(),
              home.checksum(),
              name(),
              request.getData(),
              request.getTemplate(),
              request.getCommand(),
              home.clock().instant(),
              curve(request.getCurve())));
    } catch (IOException e) {
      throw new LearnException(
          Kind.NO_ROOM,
          "%s: cannot be written (%s); make room and publish again"
              .formatted(home.versions(), e.getMessage()));
    }
  }

  private static JsonNode curve(String text) {
    try {
      return JSON.readTree(text.isBlank() ? "[]" : text);
    } catch (JsonProcessingException e) {
      throw LearnException.invalid("curve is no JSON: %s", e.getOriginalMessage());
    }
  }

  private static void checkCallerState(ByteString bytes) {
    if (bytes.size() > MOST_CALLER_BYTES) {
      throw LearnException.invalid(
          "caller_state has %d bytes, more than %d", bytes.size(), MOST_CALLER_BYTES);
    }
  }

  @Override
  public void close() {
    trainer.close();
  }
}
