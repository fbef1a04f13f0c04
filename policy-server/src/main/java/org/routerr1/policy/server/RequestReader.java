// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.util.ArrayList;
import java.util.List;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.decide.DecisionRequest;
import org.routerr1.policy.decide.Digests;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.decide.PolicyVersion;
import org.routerr1.policy.decide.PromptPart;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.TokenIds;

/** Checks a request from the wire; every refusal names the field and what it should be. */
final class RequestReader {

  private static final String STABLE = "stable";
  private static final int LONGEST_ID = 256;

  private final Policy policy;
  private final GrammarReader grammars;

  RequestReader(Settings settings, Policy policy) {
    this.policy = policy;
    this.grammars = new GrammarReader(settings, policy.template().tokenizer());
  }

  DecisionRequest read(DecideRequest request) {
    String id = request.getRequestId();
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw invalid("request_id has %d characters, not 1 to %d", id.length(), LONGEST_ID);
    }
    PolicyVersion version = version(request.getPolicyVersion(), request.getChannel());
    List<ChatTemplate.Message> messages = new ArrayList<>();
    List<PromptPart> turn = new ArrayList<>();
    readPrompt(request, messages, turn);
    return new DecisionRequest(
        id,
        Digests.of(request.toBuilder().clearRequestId().clearPriority().build().toByteArray()),
        version,
        messages,
        turn,
        grammars.read(request.getGrammar()),
        sampling(request),
        request.getPriority() == Priority.PRIORITY_TRAINING,
        !request.getConstrainedOnly());
  }

  private PolicyVersion version(String version, String channel) {
    if (!version.isEmpty() && !version.equals(policy.version())) {
      throw new DecisionException(
          Kind.UNKNOWN_VERSION,
          "policy_version \"%s\" is not loaded; %s is".formatted(version, policy.version()));
    }
    if (version.isEmpty() && !channel.isEmpty() && !channel.equals(STABLE)) {
      throw new DecisionException(
          Kind.UNKNOWN_VERSION,
          "channel \"%s\" points to no version; \"%s\" does".formatted(channel, STABLE));
    }
    return policy.base();
  }

  private void readPrompt(
      DecideRequest request, List<ChatTemplate.Message> messages, List<PromptPart> turn) {
    for (int i = 0; i < request.getPromptCount(); i++) {
      var part = request.getPrompt(i);
      switch (part.getPartCase()) {
        case MESSAGE -> {
          if (!turn.isEmpty()) {
            throw invalid("prompt[%d] is a message after the assistant's turn began", i);
          }
          messages.add(message(i, part.getMessage()));
        }
        case GENERATED -> turn.add(generated(i, part.getGenerated()));
        case OBSERVATION -> turn.add(new PromptPart.Observation(part.getObservation()));
        case PART_NOT_SET ->
            throw invalid("prompt[%d] is empty: give message, generated or observation", i);
      }
    }
    if (messages.isEmpty()) {
      throw invalid("prompt holds no message: begin with a system or user message");
    }
  }

  private static ChatTemplate.Message message(int index, Message message) {
    ChatTemplate.Role role =
        switch (message.getRole()) {
          case ROLE_SYSTEM -> ChatTemplate.Role.SYSTEM;
          case ROLE_USER -> ChatTemplate.Role.USER;
          case ROLE_UNSPECIFIED, UNRECOGNIZED ->
              throw invalid("prompt[%d].message.role is none of system and user", index);
        };
    if (role == ChatTemplate.Role.SYSTEM && index > 0) {
      throw invalid("prompt[%d] is a system message, which may only stand first", index);
    }
    return new ChatTemplate.Message(role, message.getContent());
  }

  private PromptPart generated(int index, TokenIds tokens) {
    int words = policy.model().shape().vocabulary();
    for (int id : tokens.getIdsList()) {
      if (id < 0 || id >= words) {
        throw invalid(
            "prompt[%d].generated holds the token %s, but the vocabulary has %d",
            index, Integer.toUnsignedString(id), words);
      }
    }
    return new PromptPart.Generated(List.copyOf(tokens.getIdsList()));
  }

  private static Sampling sampling(DecideRequest request) {
    var sampling = request.getSampling();
    if (!(sampling.getTemperature() >= 0 && sampling.getTemperature() <= 100)) {
      throw invalid("sampling.temperature is %s, not 0 to 100", sampling.getTemperature());
    }
    if (!(sampling.getTopP() >= 0 && sampling.getTopP() <= 1)) {
      throw invalid("sampling.top_p is %s, not 0 to 1", sampling.getTopP());
    }
    return new Sampling(
        sampling.getTemperature(),
        sampling.getTopP() == 0 ? 1 : sampling.getTopP(),
        sampling.hasSeed() ? sampling.getSeed() : Digests.seed(request.getRequestId()));
  }

  static DecisionException invalid(String message, Object... values) {
    return new DecisionException(Kind.INVALID, message.formatted(values));
  }
}
