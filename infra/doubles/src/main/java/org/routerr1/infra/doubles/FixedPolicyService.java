// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.DescribeRequest;
import org.routerr1.proto.policy.v1.Description;
import org.routerr1.proto.policy.v1.ListVersionsRequest;
import org.routerr1.proto.policy.v1.PolicyServiceGrpc;
import org.routerr1.proto.policy.v1.SetChannelReply;
import org.routerr1.proto.policy.v1.SetChannelRequest;
import org.routerr1.proto.policy.v1.Version;
import org.routerr1.proto.policy.v1.Versions;

/** The policy contract over a {@link Script}, with the same refusals as the real server. */
final class FixedPolicyService extends PolicyServiceGrpc.PolicyServiceImplBase {

  private final Script script;
  private final FixedVersions versions;
  private final LongAdder requests = new LongAdder();
  private final LongAdder repeated = new LongAdder();

  /** Content by request id. Grows with the ids seen: the process serves one run. */
  private final ConcurrentHashMap<String, Long> seen = new ConcurrentHashMap<>();

  FixedPolicyService(Script script, FixedVersions versions) {
    this.script = script;
    this.versions = versions;
  }

  long requests() {
    return requests.sum();
  }

  long repeated() {
    return repeated.sum();
  }

  @Override
  public void decide(DecideRequest request, StreamObserver<Decision> observer) {
    requests.increment();
    try {
      Decision decision = decide(request);
      observer.onNext(decision);
      observer.onCompleted();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    }
  }

  private Decision decide(DecideRequest request) {
    if (request.getRequestId().isEmpty() || request.getRequestId().length() > 256) {
      throw invalid("request_id needs 1 to 256 characters");
    }
    if (!(request.getPolicyVersion().isEmpty() || versions.serves(request.getPolicyVersion()))
        || !(request.getChannel().isEmpty() || request.getChannel().equals(Script.CHANNEL))) {
      throw Status.NOT_FOUND
          .withDescription(
              "only version " + Script.VERSION + " on channel " + Script.CHANNEL + " is served")
          .asRuntimeException();
    }
    Decision decision;
    try {
      String asked = request.getPolicyVersion();
      decision =
          script.decide(request).toBuilder()
              .setPolicyVersion(asked.isEmpty() ? versions.stable() : asked)
              .build();
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
    long content = Mix.of(Mix.of(decision.getPromptHash()), request.getGrammar().hashCode());
    Long before = seen.putIfAbsent(request.getRequestId(), content);
    if (before == null) {
      return decision;
    }
    if (before != content) {
      throw Status.ALREADY_EXISTS
          .withDescription("request_id " + request.getRequestId() + " was used with other content")
          .asRuntimeException();
    }
    repeated.increment();
    return decision.toBuilder().setRepeated(true).build();
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<Description> observer) {
    observer.onNext(
        Description.newBuilder()
            .setModel(Script.MODEL)
            .addVersions(
                Version.newBuilder()
                    .setName(Script.VERSION)
                    .addChannels(Script.CHANNEL)
                    .setChecksum("0".repeat(64)))
            .setContextTokens(1 << 20)
            .setMaxThinkTokens(Script.MAX_TEXT)
            .setMaxQueryTokens(Script.MAX_TEXT)
            .setMaxAnswerTokens(Script.MAX_TEXT)
            .build());
    observer.onCompleted();
  }

  @Override
  public void listVersions(ListVersionsRequest request, StreamObserver<Versions> observer) {
    Versions.Builder all = Versions.newBuilder();
    for (String name : versions.names()) {
      Version.Builder version = Version.newBuilder().setName(name).setChecksum("0".repeat(64));
      if (!name.equals(Script.VERSION)) {
        version.setParent(Script.VERSION).setCard("{}");
      }
      if (name.equals(versions.stable())) {
        version.addChannels(Script.CHANNEL);
      }
      all.addVersions(version);
    }
    observer.onNext(all.build());
    observer.onCompleted();
  }

  @Override
  public void setChannel(SetChannelRequest request, StreamObserver<SetChannelReply> observer) {
    if (!versions.point(request.getVersion())) {
      observer.onError(
          Status.NOT_FOUND.withDescription("no " + request.getVersion()).asRuntimeException());
      return;
    }
    observer.onNext(SetChannelReply.getDefaultInstance());
    observer.onCompleted();
  }

  private static StatusRuntimeException invalid(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }
}
