// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.util.List;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.Sampling;
import org.routerr1.proto.policy.v1.TokenIds;

/** Requests as they go over the wire. */
public final class Wire {

  private Wire() {}

  /** A sampled decision between two candidates and an answer. */
  public static DecideRequest request(String id) {
    return DecideRequest.newBuilder()
        .setRequestId(id)
        .addPrompt(message(Message.Role.ROLE_SYSTEM, "Route."))
        .addPrompt(message(Message.Role.ROLE_USER, "Who wrote it?"))
        .setGrammar(
            ActionGrammar.newBuilder()
                .addAllCandidates(List.of("small", "smaller"))
                .setMaxRoutes(1)
                .setMayAnswer(true))
        .setSampling(Sampling.newBuilder().setTemperature(1))
        .build();
  }

  public static PromptPart message(Message.Role role, String content) {
    return PromptPart.newBuilder()
        .setMessage(Message.newBuilder().setRole(role).setContent(content))
        .build();
  }

  public static PromptPart generated(Integer... ids) {
    return PromptPart.newBuilder()
        .setGenerated(TokenIds.newBuilder().addAllIds(List.of(ids)))
        .build();
  }

  public static PromptPart observation(String text) {
    return PromptPart.newBuilder().setObservation(text).build();
  }
}
