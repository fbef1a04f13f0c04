// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.routerr1.policy.decide.PolicyEngine.ScoreTicket;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.policy.decide.Progress;
import org.routerr1.policy.model.Turns.Turn;
import org.routerr1.policy.server.Calls.Pending;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DecisionPiece;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.Description;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.LoadVersionRequest;
import org.routerr1.proto.policy.v1.PauseReply;
import org.routerr1.proto.policy.v1.PauseRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.ResumeReply;
import org.routerr1.proto.policy.v1.ResumeRequest;
import org.routerr1.proto.policy.v1.ScoreRequest;
import org.routerr1.proto.policy.v1.Scores;
import org.routerr1.proto.policy.v1.SetChannelReply;
import org.routerr1.proto.policy.v1.SetChannelRequest;
import org.routerr1.proto.policy.v1.Version;
import org.routerr1.proto.policy.v1.Versions;

/** The contract {@code routerr1.policy.v1.PolicyService} over the engine. */
@GrpcService
public class PolicyGrpcService extends PolicyServiceGrpc.PolicyServiceImplBase {

  private final PolicyHost host;
  private final RequestReader reader;
  private final Calls calls = new Calls();

  @Inject
  public PolicyGrpcService(PolicyHost host) {
    this.host = host;
    this.reader = new RequestReader(host.settings(), host.policy(), host.versions());
  }

  @Override
  public void decide(DecideRequest request, StreamObserver<Decision> replies) {
    calls.answerLater(
        replies,
        () -> {
          Asked asked = ask(request);
          return new Pending<>(
              asked.decision().thenApply(d -> reply(request, d, asked.ticket())), asked::giveUp);
        });
  }

  @Override
  public void decideStream(DecideRequest request, StreamObserver<DecisionPiece> replies) {
    calls.answerInPieces(
        replies,
        sink -> {
          Asked asked = ask(request);
          Progress progress = asked.ticket().progress();
          PieceStream pieces =
              new PieceStream(host.policy().template().tokenizer().vocabulary(), sink);
          Runnable news = () -> calls.later(() -> pieces.send(progress.tokens()));
          progress.watch(news);
          return new Pending<>(
              asked
                  .decision()
                  .whenCompleteAsync((decision, failure) -> pieces.end(decision), calls.workers())
                  .thenApply(d ->
                      DecisionPiece.newBuilder()
                          .setDecision(reply(request, d, asked.ticket()))
                          .build()),
              () -> {
                progress.leave(news);
                pieces.end(null);
                asked.giveUp();
              });
        });
  }

  /** A decision that is waited for, by a query before the training's next turn. */
  private record Asked(Ticket ticket, Turn turn) {

    CompletableFuture<org.routerr1.policy.decide.Decision> decision() {
      return ticket.decision().whenComplete((decision, failure) -> turn.close());
    }

    void giveUp() {
      turn.close();
      ticket.giveUp().run();
    }
  }

  private Asked ask(DecideRequest request) {
    Turn turn =
        request.getPriority() == Priority.PRIORITY_TRAINING ? () -> {} : host.turns().urgent();
    return new Asked(submit(request, turn), turn);
  }

  private Decision reply(
      DecideRequest request, org.routerr1.policy.decide.Decision decision, Ticket ticket) {
    return Replies.decision(
        request.getRequestId(), host.policy().name(), decision, ticket.repeated());
  }

  private Ticket submit(DecideRequest request, Turn turn) {
    try {
      return host.engine().submit(reader.read(request));
    } catch (RuntimeException e) {
      turn.close();
      throw e;
    }
  }

  @Override
  public void score(ScoreRequest request, StreamObserver<Scores> replies) {
    calls.answerLater(
        replies,
        () -> {
          ScoreTicket ticket = host.engine().score(reader.read(request));
          return new Pending<>(
              ticket.scores().thenApply(s -> Replies.scores(s, request.hasGrammar())),
              ticket.giveUp());
        });
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<Description> replies) {
    calls.answer(
        replies,
        () ->
            Description.newBuilder()
                .setModel(host.policy().name())
                .addAllVersions(host.versions().list().stream().map(Replies::version).toList())
                .setContextTokens(host.policy().model().context())
                .setMaxThinkTokens(host.settings().maxThinkTokens())
                .setMaxQueryTokens(host.settings().maxQueryTokens())
                .setMaxAnswerTokens(host.settings().maxAnswerTokens())
                .build());
  }

  @Override
  public void listVersions(ListVersionsRequest request, StreamObserver<Versions> replies) {
    calls.answer(
        replies,
        () ->
            Versions.newBuilder()
                .addAllVersions(host.versions().list().stream().map(Replies::version).toList())
                .build());
  }

  @Override
  public void loadVersion(LoadVersionRequest request, StreamObserver<Version> replies) {
    calls.answer(
        replies,
        () -> {
          String name = host.versions().load(request.getVersion()).name();
          return Replies.version(host.versions().describe(name));
        });
  }

  @Override
  public void setChannel(SetChannelRequest request, StreamObserver<SetChannelReply> replies) {
    calls.answer(
        replies,
        () -> {
          Optional<String> expected =
              request.hasExpected() ? Optional.of(request.getExpected()) : Optional.empty();
          String previous =
              host.versions().setChannel(request.getChannel(), request.getVersion(), expected);
          return SetChannelReply.newBuilder().setPrevious(previous).build();
        });
  }

  @Override
  public void pause(PauseRequest request, StreamObserver<PauseReply> replies) {
    calls.answer(
        replies,
        () -> {
          host.engine().pause(request.getTrainingOnly());
          return PauseReply.getDefaultInstance();
        });
  }

  @Override
  public void resume(ResumeRequest request, StreamObserver<ResumeReply> replies) {
    calls.answer(
        replies,
        () -> {
          host.engine().resume();
          return ResumeReply.getDefaultInstance();
        });
  }

  @PreDestroy
  void stop() {
    calls.close();
  }
}
