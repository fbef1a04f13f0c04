// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.adapter.AdapterCard;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.learn.LearnException.Kind;
import org.routerr1.proto.learner.v1.CheckpointRequest;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.PublishReply;
import org.routerr1.proto.learner.v1.PublishRequest;
import org.routerr1.proto.learner.v1.RestoreRequest;
import org.routerr1.proto.learner.v1.RunState;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.learner.v1.UpdateReply;

class LearnerTest {

  private static final List<PackedTree> TREES = List.of(Wire.tree("Who?"), Wire.tree("Where?"));

  @TempDir private Path folder;
  private LearnerHome home;
  private Learner learner;

  @BeforeEach
  void start() {
    home = TestHome.of(TinyModel.in(folder), folder);
    learner = new Learner(home);
  }

  @AfterEach
  void stop() {
    learner.close();
  }

  /** As if the process had been killed: only what is on disk goes on. */
  private void restart() {
    learner.close();
    learner = new Learner(home);
  }

  private static void refused(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(LearnException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private PublishReply publish(String run, String label) {
    return learner.publish(
        PublishRequest.newBuilder()
            .setRun(run)
            .setName("tiny-router")
            .setData("two trees")
            .setCommand("./router train")
            .setCurve("[{\"step\":1}]")
            .setLabel(label)
            .build());
  }

  @Test
  void anUpdateIsAppliedExactlyOnce() {
    learner.open(Wire.open("a", TestHome.VERSION));
    UpdateReply first = learner.update(Wire.step("a", 1), TREES);
    assertThat(first.getOptimiserSteps()).isEqualTo(2);
    assertThat(first.getImitation().getSpansList()).isNotEmpty();
    assertThat(first.getReinforcement().getTokens()).isPositive();
    String before = publish("a", "").getChecksum();
    UpdateReply again = learner.update(Wire.step("a", 1), TREES);
    assertThat(again).isEqualTo(first.toBuilder().setRepeated(true).build());
    restart();
    assertThat(learner.update(Wire.step("a", 1), TREES)).isEqualTo(again);
    assertThat(publish("a", "").getChecksum()).isEqualTo(before);
    assertThat(learner.describe("a").getStep()).isEqualTo(1);
  }

  @Test
  void stepsComeInOrderAndWithOneContent() {
    learner.open(Wire.open("a", TestHome.VERSION));
    refused(Kind.OUT_OF_ORDER, () -> learner.update(Wire.step("a", 2), TREES));
    refused(Kind.OUT_OF_ORDER, () -> learner.update(Wire.step("a", 0), TREES));
    learner.update(Wire.step("a", 1), TREES);
    refused(Kind.TAKEN, () -> learner.update(Wire.step("a", 1), TREES.subList(0, 1)));
    refused(Kind.INVALID, () -> learner.update(Wire.step("a", 2), List.of()));
    refused(Kind.UNKNOWN, () -> learner.update(Wire.step("b", 1), TREES));
    assertThat(learner.describe("a").getStep()).isEqualTo(1);
  }

  @Test
  void aStepWithoutAnythingToLearnIsCountedAndChangesNothing() {
    learner.open(Wire.open("a", TestHome.VERSION));
    learner.update(Wire.step("a", 1), TREES);
    String before = publish("a", "").getChecksum();
    UpdateHeader nothing = Wire.step("a", 2).toBuilder().setNothing(true).build();
    refused(Kind.INVALID, () -> learner.update(nothing, TREES));
    UpdateReply reply = learner.update(nothing, List.of());
    assertThat(reply.getOptimiserSteps()).isZero();
    assertThat(reply.getLoss()).isZero();
    assertThat(learner.update(nothing, List.of()).getRepeated()).isTrue();
    assertThat(publish("a", "").getChecksum()).isEqualTo(before);
    assertThat(learner.update(Wire.step("a", 3), TREES).getOptimiserSteps()).isEqualTo(2);
  }

  @Test
  void aRunInterruptedAnywhereEndsWithTheSameBytes() {
    learner.open(Wire.open("a", TestHome.VERSION));
    learner.open(Wire.open("b", TestHome.VERSION));
    for (int step = 1; step <= 3; step++) {
      learner.update(Wire.step("a", step), TREES);
      restart();
      // Two runs in turn: each is read from the disk again.
      learner.update(Wire.step("b", step), TREES);
    }
    assertThat(publish("a", "").getChecksum()).isEqualTo(publish("b", "").getChecksum());
  }

  @Test
  void aCheckpointBringsEverythingBack() {
    learner.open(Wire.open("a", TestHome.VERSION));
    UpdateHeader cursor =
        Wire.step("a", 1).toBuilder().setCallerState(ByteString.copyFromUtf8("at 7")).build();
    learner.update(cursor, TREES);
    RunState kept =
        learner.checkpoint(CheckpointRequest.newBuilder().setRun("a").setLabel("best").build());
    assertThat(kept.getCheckpointsList()).singleElement().matches(c -> c.getStep() == 1);
    learner.update(Wire.step("a", 2), TREES);
    String once = publish("a", "").getChecksum();
    RunState back =
        learner.restore(RestoreRequest.newBuilder().setRun("a").setLabel("best").build());
    assertThat(back.getStep()).isEqualTo(1);
    assertThat(back.getCallerState().toStringUtf8()).isEqualTo("at 7");
    restart();
    learner.update(Wire.step("a", 2), TREES);
    assertThat(publish("a", "").getChecksum()).isEqualTo(once);
    assertThat(publish("a", "best").getChecksum()).isNotEqualTo(once);
    refused(
        Kind.UNKNOWN,
        () -> learner.restore(RestoreRequest.newBuilder().setRun("a").setLabel("none").build()));
  }

  @Test
  void aVersionCanBeReadAndTrainedFurther() {
    learner.open(Wire.open("a", TestHome.VERSION));
    learner.update(Wire.step("a", 1), TREES);
    PublishReply published = publish("a", "");
    Path version = home.versions().resolve(published.getVersion());
    AdapterCard card = AdapterCard.read(version);
    assertThat(published.getVersion()).isEqualTo("tiny-router@" + card.sha256().substring(0, 12));
    assertThat(card.parent()).isEqualTo(TestHome.VERSION);
    assertThat(card.run()).isEqualTo("a");
    assertThat(card.curve().get(0).get("step").asInt()).isEqualTo(1);
    assertThat(LoraAdapter.read(version).rank()).isEqualTo(4);
    assertThat(publish("a", "")).isEqualTo(published);
    learner.open(Wire.open("b", published.getVersion()));
    assertThat(publish("b", "").getChecksum()).isEqualTo(published.getChecksum());
    learner.update(Wire.step("b", 1), TREES);
    assertThat(publish("b", "").getChecksum()).isNotEqualTo(published.getChecksum());
    refused(Kind.UNKNOWN, () -> learner.open(Wire.open("c", "../versions")));
    refused(Kind.UNKNOWN, () -> learner.open(Wire.open("c", "nobody@123456789abc")));
  }

  @Test
  void aNameStandsForOneSetting() {
    learner.open(Wire.open("a", TestHome.VERSION));
    learner.update(Wire.step("a", 1), TREES);
    assertThat(learner.open(Wire.open("a", TestHome.VERSION)).getStep()).isEqualTo(1);
    refused(
        Kind.TAKEN,
        () -> learner.open(Wire.open("a", TestHome.VERSION).toBuilder().setSeed(2).build()));
    refused(Kind.INVALID, () -> learner.open(Wire.open("../a", TestHome.VERSION)));
  }

  @Test
  void aRunThatNobodyTouchedForAMonthIsDeletedWhenAnotherBegins() throws IOException {
    for (String run : List.of("old", "documented", "new")) {
      learner.open(Wire.open(run, TestHome.VERSION));
    }
    Path old = home.runs().resolve("old");
    Path documented = home.runs().resolve("documented");
    Path document = Files.writeString(documented.resolve("training.json"), "{}");
    FileTime month = FileTime.from(home.clock().instant().minus(Duration.ofDays(31)));
    for (Path run : List.of(old, documented)) {
      Files.setLastModifiedTime(run.resolve("state.safetensors"), month);
    }

    learner.open(Wire.open("third", TestHome.VERSION));

    assertThat(old).doesNotExist();
    assertThat(documented).isDirectoryContaining(document::equals);
    assertThat(documented.resolve("state.safetensors")).doesNotExist();
    assertThat(documented.resolve("checkpoints")).doesNotExist();
    assertThat(home.runs().resolve("new")).isDirectory();
  }

  @Test
  void measuringChangesNothing() {
    learner.open(Wire.open("a", TestHome.VERSION));
    String before = publish("a", "").getChecksum();
    UpdateReply measured = learner.measure("a", TREES);
    assertThat(measured.getLoss()).isNotZero();
    assertThat(publish("a", "").getChecksum()).isEqualTo(before);
  }

  @Test
  void aStateThatCannotBeWrittenHasNotHappened() throws IOException {
    learner.open(Wire.open("a", TestHome.VERSION));
    learner.update(Wire.step("a", 1), TREES);
    String before = publish("a", "").getChecksum();
    // A folder in the way of the new state stands for a full disk.
    Path inTheWay = home.runs().resolve("a").resolve(".state.safetensors.new");
    Files.createDirectories(inTheWay.resolve("x"));
    refused(Kind.NO_ROOM, () -> learner.update(Wire.step("a", 2), TREES));
    assertThat(learner.describe("a").getStep()).isEqualTo(1);
    assertThat(publish("a", "").getChecksum()).isEqualTo(before);
    Files.delete(inTheWay.resolve("x"));
    Files.delete(inTheWay);
    learner.update(Wire.step("a", 2), TREES);
    assertThat(learner.describe("a").getStep()).isEqualTo(2);
  }

  @Test
  void aDamagedStateIsNamed() throws IOException {
    learner.open(Wire.open("a", TestHome.VERSION));
    learner.update(Wire.step("a", 1), TREES);
    learner.checkpoint(CheckpointRequest.newBuilder().setRun("a").setLabel("good").build());
    learner.close("a");
    Path state = home.runs().resolve("a").resolve("state.safetensors");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length - 100] ^= 1;
    Files.write(state, bytes);
    refused(Kind.DAMAGED, () -> learner.describe("a"));
    learner.restore(RestoreRequest.newBuilder().setRun("a").setLabel("good").build());
    assertThat(learner.describe("a").getStep()).isEqualTo(1);
  }

  @Test
  void whatIsWrongInATreeIsNamedByItsPlace() {
    learner.open(Wire.open("a", TestHome.VERSION));
    PackedTree bad =
        TREES.get(0).toBuilder().addNodes(Wire.taught(2, "<think></think><answer>", 1)).build();
    assertThatThrownBy(() -> learner.update(Wire.step("a", 1), List.of(TREES.get(0), bad)))
        .isInstanceOf(LearnException.class)
        .hasMessageContaining("trees[1]: nodes[8]: the action ends early");
    assertThat(learner.describe("a").getStep()).isZero();
  }
}
