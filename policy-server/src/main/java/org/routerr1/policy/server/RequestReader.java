// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.routerr1.core.audit.Hashes;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.decide.DecisionException.Kind;
import org.routerr1.policy.decide.DecisionRequest;
import org.routerr1.policy.decide.Digests;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.decide.PolicyVersion;
import org.routerr1.policy.decide.PromptPart;
import org.routerr1.policy.decide.ScoringRequest;
import org.routerr1.policy.decide.Versions;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.ScoreRequest;
import org.routerr1.proto.policy.v1.TokenIds;

/** Checks a request from the wire; every refusal names the field and what it should be. */
final class RequestReader {

  private static final int LONGEST_ID = 256;
  private static final int MOST_ACTIONS = 256;

  private final Policy policy;
  private final Versions versions;
  private final GrammarReader grammars;

  RequestReader(Settings settings, Policy policy, Versions versions) {
    this.policy = policy;
    this.versions = versions;
    this.grammars = new GrammarReader(settings, policy.template().tokenizer());
  }

  DecisionRequest read(DecideRequest request) {
    String id = request.getRequestId();
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw invalid("request_id has %d characters, not 1 to %d", id.length(), LONGEST_ID);
    }
    PolicyVersion version = versions.find(request.getPolicyVersion(), request.getChannel());
    List<ChatTemplate.Message> messages = new ArrayList<>();
    List<PromptPart> turn = new ArrayList<>();
    readPrompt(request.getPromptList(), messages, turn);
    return new DecisionRequest(
        id,
        Hashes.sha256(request.toBuilder().clearRequestId().clearPriority().build().toByteArray()),
        version,
        messages,
        turn,
        grammars.read(request.getGrammar()),
        sampling(request),
        request.getPriority() == Priority.PRIORITY_TRAINING,
        !request.getConstrainedOnly());
  }

  /** Reads a request for scores. */
  ScoringRequest read(ScoreRequest request) {
    if (request.getActionsCount() < 1 || request.getActionsCount() > MOST_ACTIONS) {
      throw invalid("actions has %d entries, not 1 to %d", request.getActionsCount(), MOST_ACTIONS);
    }
    List<List<Integer>> actions = new ArrayList<>();
    for (TokenIds action : request.getActionsList()) {
      if (action.getIdsCount() == 0) {
        throw invalid("actions[%d] holds no token", actions.size());
      }
      actions.add(tokens("actions[%d]".formatted(actions.size()), action));
    }
    List<ChatTemplate.Message> messages = new ArrayList<>();
    List<PromptPart> turn = new ArrayList<>();
    readPrompt(request.getPromptList(), messages, turn);
    return new ScoringRequest(
        versions.find(request.getPolicyVersion(), request.getChannel()),
        messages,
        turn,
        request.hasGrammar() ? Optional.of(grammars.read(request.getGrammar())) : Optional.empty(),
        actions,
        request.getPriority() == Priority.PRIORITY_TRAINING);
  }

  private void readPrompt(
      List<org.routerr1.proto.policy.v1.PromptPart> prompt,
      List<ChatTemplate.Message> messages,
      List<PromptPart> turn) {
    for (int i = 0; i < prompt.size(); i++) {
      var part = prompt.get(i);
      switch (part.getPartCase()) {
        case MESSAGE -> {
          if (!turn.isEmpty()) {
            throw invalid("prompt[%d] is a message after the assistant's turn began", i);
          }
          messages.add(message(i, part.getMessage()));
        }
        case GENERATED ->
            turn.add(
                new PromptPart.Generated(
                    tokens("prompt[%d].generated".formatted(i), part.getGenerated())));
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

  private List<Integer> tokens(String field, TokenIds tokens) {
    int words = policy.model().shape().vocabulary();
    for (int id : tokens.getIdsList()) {
      if (id < 0 || id >= words) {
        throw invalid(
            "%s holds the token %s, but the vocabulary has %d",
            field, Integer.toUnsignedString(id), words);
      }
    }
    return List.copyOf(tokens.getIdsList());
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
