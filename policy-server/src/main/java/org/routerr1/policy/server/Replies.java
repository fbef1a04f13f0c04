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
import org.routerr1.proto.policy.v1.Decision;

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
            .setRepeated(again);
    for (var token : decision.tokens()) {
      reply.addTokenIds(token.id()).addLogprobs(token.logprob());
      if (!Float.isNaN(token.freeLogprob())) {
        reply.addFreeLogprobs(token.freeLogprob());
      }
    }
    return reply.build();
  }

  /** The status of a refusal; a retry delay stands in its details as google.rpc.RetryInfo. */
  static StatusRuntimeException refusal(DecisionException refusal) {
    return switch (refusal.kind()) {
      case INVALID -> status(Status.INVALID_ARGUMENT, refusal);
      case UNKNOWN_VERSION -> status(Status.NOT_FOUND, refusal);
      case ID_TAKEN -> status(Status.ALREADY_EXISTS, refusal);
      case CANCELLED -> status(Status.CANCELLED, refusal);
      case UNAVAILABLE -> status(Status.UNAVAILABLE, refusal);
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
