// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

import java.util.List;
import org.routerr1.proto.learner.v1.Action;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.Priority;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.Sampling;
import org.routerr1.proto.policy.v1.ScoreRequest;
import org.routerr1.proto.policy.v1.TokenIds;

/** What is asked: prompts with a common catalogue, the second round of some, and lessons. */
final class Asking {

  private static final List<String> CANDIDATES =
      List.of("atlas", "atlas-mini", "beacon", "cobalt", "drift");
  private static final int TEXT = 16;
  private static final String SYSTEM =
      """
      Answer the question, or ask one of these models.
      atlas: knows cities, rivers and countries; two dollars a million tokens; right in 90 of 100.
      atlas-mini: knows some cities, and is cheap; ten cents a million tokens; right in 60 of 100.
      beacon: knows books, their writers and the years in which they were printed; one dollar.
      cobalt: knows numbers and how to add, multiply and divide them; fifty cents.
      drift: knows music, singers and bands of the last hundred years; twenty cents.
      """;

  private static final ActionGrammar GRAMMAR =
      ActionGrammar.newBuilder()
          .addAllCandidates(CANDIDATES)
          .setMaxRoutes(2)
          .setMayAnswer(true)
          .setMaxThinkTokens(TEXT)
          .setMaxQueryTokens(TEXT)
          .setMaxAnswerTokens(TEXT)
          .build();

  private Asking() {}

  /** A first round; {@code id} makes prompt and seed. */
  static DecideRequest decision(String id, boolean training) {
    return DecideRequest.newBuilder()
        .setRequestId(id)
        .addPrompt(message(Message.Role.ROLE_SYSTEM, SYSTEM))
        .addPrompt(message(Message.Role.ROLE_USER, "Which river flows by the city " + id + "?"))
        .setGrammar(GRAMMAR)
        .setSampling(Sampling.newBuilder().setTemperature(1))
        .setPriority(training ? Priority.PRIORITY_TRAINING : Priority.PRIORITY_QUERY)
        .build();
  }

  /** The round after that. */
  static DecideRequest next(DecideRequest request, List<Integer> written) {
    return request.toBuilder()
        .setRequestId(request.getRequestId() + "-next")
        .addPrompt(PromptPart.newBuilder().setGenerated(TokenIds.newBuilder().addAllIds(written)))
        .addPrompt(
            PromptPart.newBuilder()
                .setObservation("\n\n<information>atlas says: the Elbe</information>\n\n"))
        .build();
  }

  /** How likely a decision was. */
  static ScoreRequest score(Remembered remembered) {
    return ScoreRequest.newBuilder()
        .setPolicyVersion(remembered.decision().getPolicyVersion())
        .addAllPrompt(remembered.request().getPromptList())
        .setGrammar(remembered.request().getGrammar())
        .addActions(TokenIds.newBuilder().addAllIds(remembered.decision().getTokenIdsList()))
        .build();
  }

  /** Something to learn. */
  static PackedTree lesson(long number) {
    return PackedTree.newBuilder()
        .addGrammars(GRAMMAR.toBuilder().setMaxRoutes(1))
        .addNodes(Node.newBuilder().setPart(message(Message.Role.ROLE_SYSTEM, SYSTEM)))
        .addNodes(
            Node.newBuilder()
                .setParent(1)
                .setPart(
                    message(
                        Message.Role.ROLE_USER, "Which river flows by the town " + number + "?")))
        .addNodes(act("<think></think><search>the river<to>atlas</search>", .8f))
        .addNodes(act("<think></think><answer>Elbe</answer>", .2f))
        .build();
  }

  private static Node act(String text, float mass) {
    return Node.newBuilder()
        .setParent(2)
        .setAction(Action.newBuilder().setText(text).setWeight(mass))
        .build();
  }

  private static PromptPart message(Message.Role role, String content) {
    return PromptPart.newBuilder()
        .setMessage(Message.newBuilder().setRole(role).setContent(content))
        .build();
  }
}
