// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.testing.ServerProcess;
import org.routerr1.policy.testing.Wire;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DecisionPiece;
import org.routerr1.proto.policy.v1.PauseRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.ResumeRequest;

/** Decisions as they are written, over the wire from the packaged server. */
class StreamIT {

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static ManagedChannel channel;

  private final List<Future<Decision>> filled = new ArrayList<>();

  @BeforeAll
  static void start() {
    server =
        ServerProcess.start(
                folder,
                Map.of(
                    "ROUTER_POLICY_MODEL",
                    TinyModel.in(folder).toString(),
                    "ROUTER_POLICY_BATCH",
                    "1",
                    "ROUTER_POLICY_QUEUE_LENGTH",
                    "1"))
            .awaitReady();
    channel = server.channel();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
  }

  /** Waits until nothing of a test is under way. */
  @AfterEach
  void drain() throws Exception {
    resume();
    for (Future<Decision> filling : filled) {
      filling.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void itsPiecesAreTheDecision() {
    List<DecisionPiece> pieces = stream(Wire.request("streamed"));
    Decision decision = pieces.getLast().getDecision();
    List<DecisionPiece> written = pieces.subList(0, pieces.size() - 1);
    assertThat(written).hasSizeGreaterThan(5).noneMatch(DecisionPiece::hasDecision);
    assertThat(written.stream().flatMap(p -> p.getTokenIdsList().stream()).toList())
        .isEqualTo(decision.getTokenIdsList());
    assertThat(written.stream().flatMap(p -> p.getLogprobsList().stream()).toList())
        .isEqualTo(decision.getLogprobsList());
    assertThat(written.stream().flatMap(p -> p.getFreeLogprobsList().stream()).toList())
        .isEqualTo(decision.getFreeLogprobsList());
    assertThat(String.join("", written.stream().map(DecisionPiece::getText).toList()))
        .isEqualTo(decision.getText());
  }

  @Test
  void aRepeatedIdGetsTheSameStreamAndTheSameDecision() {
    List<DecisionPiece> first = stream(Wire.request("again"));
    List<DecisionPiece> second = stream(Wire.request("again"));
    Decision decision = first.getLast().getDecision();
    assertThat(decision.getRepeated()).isFalse();
    assertThat(second).hasSameSizeAs(first);
    assertThat(second.subList(0, second.size() - 1)).isEqualTo(first.subList(0, first.size() - 1));
    Decision repeated = decision.toBuilder().setRepeated(true).build();
    assertThat(second.getLast().getDecision()).isEqualTo(repeated);
    assertThat(stub().decide(Wire.request("again"))).isEqualTo(repeated);
  }

  @Test
  void twoStreamsOfOneDecisionAreTheSame() throws Exception {
    pause();
    Future<List<DecisionPiece>> one = streamLater(Wire.request("both"));
    Future<List<DecisionPiece>> other = streamLater(Wire.request("both"));
    resume();
    List<DecisionPiece> first = one.get(60, TimeUnit.SECONDS);
    List<DecisionPiece> second = other.get(60, TimeUnit.SECONDS);
    assertThat(second.subList(0, second.size() - 1)).isEqualTo(first.subList(0, first.size() - 1));
    assertThat(second.getLast().getDecision().getTokenIdsList())
        .isEqualTo(first.getLast().getDecision().getTokenIdsList());
  }

  @Test
  void withoutFreeLogprobsItsPiecesHaveNone() {
    List<DecisionPiece> pieces =
        stream(Wire.request("lean").toBuilder().setConstrainedOnly(true).build());
    assertThat(pieces).hasSizeGreaterThan(5).allMatch(p -> p.getFreeLogprobsCount() == 0);
  }

  @Test
  void itIsRefusedAsADecisionIs() {
    assertRefused(Status.Code.INVALID_ARGUMENT, "request_id", Wire.request(""));
    stream(Wire.request("taken"));
    assertRefused(
        Status.Code.ALREADY_EXISTS,
        "request_id was used",
        Wire.request("taken").toBuilder().setChannel("stable").build());
  }

  @Test
  void whoCancelsFreesThePlaceUnlessOthersWait() throws Exception {
    Context.CancellableContext stream = Context.current().withCancellation();
    Context.CancellableContext other = Context.current().withCancellation();
    pause();
    try {
      // Before anything else is asked: calls overtake each other on a busy machine.
      assertWaits(stream.call(() -> streamLater(Wire.request("left"))));
      fillUp();
      assertWaits(other.call(() -> later(Wire.request("left"))));
      assertThat(isAccepted("before")).isFalse();
      stream.cancel(null);
      assertThat(isAccepted("while another waits")).isFalse();
      other.cancel(null);
      Instant end = Instant.now().plusSeconds(60);
      for (int i = 0; !isAccepted("after" + i); i++) {
        assertThat(Instant.now()).isBefore(end);
      }
    } finally {
      stream.cancel(null);
      other.cancel(null);
      resume();
    }
  }

  @Test
  void whoWaitsStillGetsWhatAStreamHasLeft() throws Exception {
    Context.CancellableContext stream = Context.current().withCancellation();
    pause();
    try {
      stream.run(() -> streamLater(Wire.request("shared")));
      Future<Decision> decision = later(Wire.request("shared"));
      assertWaits(decision);
      stream.cancel(null);
      resume();
      assertThat(decision.get(60, TimeUnit.SECONDS).getText()).isNotEmpty();
    } finally {
      stream.cancel(null);
      resume();
    }
  }

  private static void assertWaits(Future<?> decision) {
    assertThatThrownBy(() -> decision.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  /** Asks until place and queue are full. */
  private void fillUp() throws Exception {
    int refused = 0;
    for (int i = 0; refused < 2; i++) {
      refused = isAccepted("fill" + i) ? 0 : refused + 1;
    }
  }

  /** Whether a decision waits now instead of being refused. */
  private boolean isAccepted(String id) throws Exception {
    Future<Decision> decision = later(Wire.request(id));
    try {
      decision.get(700, TimeUnit.MILLISECONDS);
      throw new AssertionError("nothing is decided in a pause");
    } catch (TimeoutException e) {
      filled.add(decision);
      return true;
    } catch (ExecutionException e) {
      assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      return false;
    }
  }

  private static void pause() {
    stub().pause(PauseRequest.getDefaultInstance());
  }

  private static void resume() {
    stub().resume(ResumeRequest.getDefaultInstance());
  }

  private static Future<Decision> later(DecideRequest request) {
    return PolicyServiceGrpc.newFutureStub(channel).decide(request);
  }

  private static List<DecisionPiece> stream(DecideRequest request) {
    List<DecisionPiece> pieces = new ArrayList<>();
    stub().decideStream(request).forEachRemaining(pieces::add);
    return pieces;
  }

  private static Future<List<DecisionPiece>> streamLater(DecideRequest request) {
    CompletableFuture<List<DecisionPiece>> all = new CompletableFuture<>();
    PolicyServiceGrpc.newStub(channel).decideStream(request, new Gathering(all));
    return all;
  }

  private static final class Gathering implements StreamObserver<DecisionPiece> {

    private final CompletableFuture<List<DecisionPiece>> all;
    private final List<DecisionPiece> pieces = new ArrayList<>();

    Gathering(CompletableFuture<List<DecisionPiece>> all) {
      this.all = all;
    }

    @Override
    public void onNext(DecisionPiece piece) {
      pieces.add(piece);
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      all.complete(List.copyOf(pieces));
    }
  }

  private static void assertRefused(Status.Code code, String said, DecideRequest request) {
    assertThatThrownBy(() -> stream(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .hasMessageContaining(said);
  }

  private static PolicyServiceGrpc.PolicyServiceBlockingStub stub() {
    return PolicyServiceGrpc.newBlockingStub(channel);
  }
}
