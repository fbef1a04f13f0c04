// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.Optional;
import org.routerr1.policy.decide.PolicyEngine.ScoreTicket;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.policy.model.Turns.Turn;
import org.routerr1.policy.server.Calls.Pending;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
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
          Turn turn =
              request.getPriority() == Priority.PRIORITY_TRAINING
                  ? () -> {}
                  : host.turns().urgent();
          Ticket ticket = submit(request, turn);
          return new Pending<>(
              ticket
                  .decision()
                  .whenComplete((decision, failure) -> turn.close())
                  .thenApply(d ->
                      Replies.decision(
                          request.getRequestId(), host.policy().name(), d, ticket.repeated())),
              () -> {
                turn.close();
                ticket.giveUp().run();
              });
        });
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
