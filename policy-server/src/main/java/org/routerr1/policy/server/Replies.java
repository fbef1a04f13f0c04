// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.decide.VersionException;
import org.routerr1.policy.decide.Versions;
import org.routerr1.policy.learn.LearnException;
import org.routerr1.proto.policy.v1.ActionScore;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.Scores;
import org.routerr1.proto.policy.v1.Version;

/** Decisions and failures as they go over the wire. */
final class Replies {

  private Replies() {}

  static Decision decision(
      String requestId, String model, org.routerr1.policy.decide.Decision decision, boolean again) {
    Decision.Builder reply =
        Decision.newBuilder()
            .setRequestId(requestId)
            .setPolicyVersion(decision.policyVersion())
            .setModel(model)
            .setPromptHash(decision.promptHash())
            .setText(decision.text())
            .setPromptTokens(decision.promptTokens())
            .setCachedPromptTokens(decision.cachedTokens())
            .setSeed(decision.seed())
            .setMicros(decision.micros())
            .setBatchDependent(decision.batchDependent())
            .setAnswerCut(decision.answerCut())
            .setRepeated(again);
    for (var token : decision.tokens()) {
      reply.addTokenIds(token.id()).addLogprobs(token.logprob());
      if (!Float.isNaN(token.freeLogprob())) {
        reply.addFreeLogprobs(token.freeLogprob());
      }
    }
    return reply.build();
  }

  /** A version and what is known of it. */
  static Version version(Versions.Known known) {
    return Version.newBuilder()
        .setName(known.name())
        .addAllChannels(known.channels())
        .setChecksum(known.checksum())
        .setParent(known.parent())
        .setCard(known.card())
        .setLoaded(known.loaded())
        .build();
  }

  static Scores scores(org.routerr1.policy.decide.Scores scores, boolean constrained) {
    Scores.Builder reply =
        Scores.newBuilder()
            .setPolicyVersion(scores.policyVersion())
            .setPromptHash(scores.promptHash())
            .setPromptTokens(scores.promptTokens())
            .setCachedPromptTokens(scores.cachedTokens())
            .setMicros(scores.micros())
            .setBatchDependent(scores.batchDependent());
    for (var action : scores.actions()) {
      ActionScore.Builder score = reply.addActionsBuilder();
      for (var token : action) {
        score.addFreeLogprobs(token.freeLogprob());
        if (constrained) {
          score.addLogprobs(token.logprob());
        }
      }
    }
    return reply.build();
  }

  static StatusRuntimeException refusal(VersionException refusal) {
    Status status =
        switch (refusal.kind()) {
          case UNKNOWN -> Status.NOT_FOUND;
          case INVALID -> Status.INVALID_ARGUMENT;
          case UNFIT, NOT_WRITTEN -> Status.FAILED_PRECONDITION;
          case BROKEN -> Status.DATA_LOSS;
          case MOVED -> Status.ABORTED;
        };
    return status.withDescription(refusal.getMessage()).asRuntimeException();
  }

  static StatusRuntimeException refusal(LearnException refusal) {
    Status status =
        switch (refusal.kind()) {
          case INVALID -> Status.INVALID_ARGUMENT;
          case UNKNOWN -> Status.NOT_FOUND;
          case TAKEN -> Status.ALREADY_EXISTS;
          case OUT_OF_ORDER, NOT_FINITE -> Status.FAILED_PRECONDITION;
          case NO_ROOM -> Status.RESOURCE_EXHAUSTED;
          case DAMAGED -> Status.DATA_LOSS;
          case STOPPING -> Status.UNAVAILABLE;
        };
    return status.withDescription(refusal.getMessage()).asRuntimeException();
  }

  /** The status of a refusal; a retry delay stands in its details as google.rpc.RetryInfo. */
  static StatusRuntimeException refusal(DecisionException refusal) {
    return switch (refusal.kind()) {
      case INVALID -> status(Status.INVALID_ARGUMENT, refusal);
      case UNKNOWN_VERSION -> status(Status.NOT_FOUND, refusal);
      case ID_TAKEN -> status(Status.ALREADY_EXISTS, refusal);
      case CANCELLED -> status(Status.CANCELLED, refusal);
      case UNAVAILABLE -> status(Status.UNAVAILABLE, refusal);
      case NOT_FINITE -> status(Status.FAILED_PRECONDITION, refusal);
      case OVERLOADED -> overloaded(refusal);
    };
  }

  private static StatusRuntimeException status(Status status, DecisionException refusal) {
    return status.withDescription(refusal.getMessage()).asRuntimeException();
  }

  private static StatusRuntimeException overloaded(DecisionException refusal) {
    Duration delay =
        Duration.newBuilder()
            .setSeconds(refusal.retryAfter().toSeconds())
            .setNanos(refusal.retryAfter().toNanosPart())
            .build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
            .setMessage(String.valueOf(refusal.getMessage()))
            .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
            .build());
  }
}
