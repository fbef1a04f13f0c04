// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.routerr1.core.action.Mode;
import org.routerr1.core.audit.Hashes;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.prompt.Descriptor;
import org.routerr1.core.prompt.Prompt;
import org.routerr1.core.prompt.PromptBuilder;
import org.routerr1.ledger.StepKey;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.AskedRoute;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.Sampling;
import org.routerr1.proto.policy.v1.TokenIds;

/**
 * The request for a decision. Its prompt only ever grows at the end: the budget at the start stands
 * in the beginning, what is left of it in the observations; so the server may keep the prefix.
 */
final class PolicyPrompt {

  /** The policy server's limit. */
  private static final int LONGEST_ID = 256;

  /** The policy server's limit as well; of the others nothing is thought. */
  private static final int MOST_THOUGHTS = 1000;

  private PolicyPrompt() {}

  static DecideRequest request(DecideInput input, Catalogue catalogue, LegalMoves legal) {
    QueryOptions options = input.options();
    Long budget = options.budgetNanoUsd();
    Prompt prompt =
        PromptBuilder.build(
            Mode.STRICT,
            input.question(),
            LegalMoves.requested(options, catalogue),
            options.tradeOff(),
            budget == null ? null : new NanoUsd(budget),
            options.worth());
    String version = input.policyVersion();
    DecideRequest.Builder request =
        DecideRequest.newBuilder()
            .setPolicyVersion(version == null ? "" : version)
            .setChannel(options.channel())
            .setPriority(
                options.background() ? Priority.PRIORITY_TRAINING : Priority.PRIORITY_QUERY)
            .setGrammar(grammar(input, legal, catalogue));
    if (!prompt.system().isEmpty()) {
      request.addPrompt(message(Message.Role.ROLE_SYSTEM, prompt.system()));
    }
    request.addPrompt(message(Message.Role.ROLE_USER, prompt.user()));
    for (DecideInput.Turn turn : input.transcript()) {
      request
          .addPrompt(
              PromptPart.newBuilder().setGenerated(TokenIds.newBuilder().addAllIds(turn.tokens())))
          .addPrompt(PromptPart.newBuilder().setObservation(turn.observation()));
    }
    return request.build();
  }

  private static ActionGrammar grammar(DecideInput input, LegalMoves legal, Catalogue catalogue) {
    QueryOptions options = input.options();
    ActionGrammar.Builder grammar =
        ActionGrammar.newBuilder()
            .addAllCandidates(legal.candidates().stream().map(Candidate::id).toList())
            .setMaxRoutes(legal.maxRoutes())
            .setMayAnswer(legal.mayAnswer())
            .setMaxThinkTokens(options.maxThinkTokens())
            .setMaxQueryTokens(options.maxQueryTokens())
            .setMaxAnswerTokens(options.maxAnswerTokens());
    // What was found since is part of a shared prompt: then the same words are another question.
    if (!options.shareContext()) {
      input.transcript().stream()
          .flatMap(turn -> turn.answered().stream())
          .forEach(route ->
              grammar.addAsked(
                  AskedRoute.newBuilder().setQuery(route.query()).setCandidate(route.candidate())));
    }
    List<String> observations =
        input.transcript().stream().map(DecideInput.Turn::observation).toList();
    if (options.copied().contains(Copied.THOUGHT)) {
      grammar.addAllThoughts(thoughts(legal, options, catalogue));
    }
    if (options.copied().contains(Copied.QUERY)) {
      grammar.addAllQueryTexts(CopyTexts.ofQueries(input.question(), observations));
    }
    if (options.copied().contains(Copied.ANSWER)) {
      grammar.addAllAnswerTexts(CopyTexts.ofAnswers(observations));
    }
    return grammar.build();
  }

  /** Of whoever may be asked; where nobody may, of all, so that a thought stays what it was. */
  private static List<String> thoughts(
      LegalMoves legal, QueryOptions options, Catalogue catalogue) {
    return (legal.candidates().isEmpty()
            ? LegalMoves.requested(options, catalogue)
            : legal.candidates())
        .stream()
            .flatMap(c -> Descriptor.thoughts(c, options.worth(), options.tradeOff()).stream())
            .distinct()
            .limit(MOST_THOUGHTS)
            .toList();
  }

  /** The request under the id of its n-th try, from 1. */
  static DecideRequest attempt(DecideRequest request, DecideInput input, int attempt) {
    QueryOptions options = input.options();
    Sampling.Builder sampling =
        Sampling.newBuilder()
            .setTemperature((float) options.temperature())
            .setTopP((float) options.topP());
    Long seed = options.seed();
    if (seed != null) {
      sampling.setSeed(seed + attempt - 1);
    }
    String id = new StepKey(input.workflowId(), input.round(), 0, attempt).wire();
    return request.toBuilder()
        .setRequestId(id.length() <= LONGEST_ID ? id : "sha256:" + Hashes.sha256(id))
        .setSampling(sampling)
        .build();
  }

  private static PromptPart message(Message.Role role, String content) {
    return PromptPart.newBuilder()
        .setMessage(Message.newBuilder().setRole(role).setContent(content))
        .build();
  }
}
