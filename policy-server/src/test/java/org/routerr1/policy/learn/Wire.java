// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.List;
import org.routerr1.proto.learner.v1.Action;
import org.routerr1.proto.learner.v1.LoraShape;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.Optimiser;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.Sampled;
import org.routerr1.proto.learner.v1.UpdateHeader;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.Message.Role;
import org.routerr1.proto.policy.v1.PromptPart;

/** Requests of the learner's contract. */
final class Wire {

  private static final ActionGrammar GRAMMAR =
      ActionGrammar.newBuilder()
          .addAllCandidates(List.of("Ann", "Andrew", "Bo"))
          .setMaxRoutes(1)
          .setMayAnswer(true)
          .build();

  private Wire() {}

  static OpenRunRequest open(String run, String parent) {
    return OpenRunRequest.newBuilder()
        .setRun(run)
        .setParentVersion(parent)
        .setLora(LoraShape.newBuilder().setRank(4))
        .setOptimiser(Optimiser.newBuilder().setLearningRate(1e-2f).setBatchTrees(1))
        .setSeed(1)
        .setDeterministic(true)
        .build();
  }

  static UpdateHeader step(String run, long step) {
    return UpdateHeader.newBuilder().setRun(run).setStep(step).build();
  }

  /** A question with a teacher's masses and two samples. */
  static PackedTree tree(String question) {
    return PackedTree.newBuilder()
        .addGrammars(GRAMMAR)
        .addNodes(message(0, Role.ROLE_SYSTEM, "Be brief."))
        .addNodes(message(1, Role.ROLE_USER, question))
        .addNodes(taught(2, "<think></think><search>the author<to>Ann</search>", .7f))
        .addNodes(taught(2, "<think></think><search>the author<to>Bo</search>", .3f))
        .addNodes(observation(3, "\n\n<information>Ann says: here</information>\n\n"))
        .addNodes(taught(5, "<think></think><answer>here</answer>", 1))
        .addNodes(sampled(2, "<think></think><answer>there</answer>", -.5f, 0))
        .addNodes(sampled(2, "<think></think><search>the<to>Andrew</search>", .5f, 1))
        .build();
  }

  static Node message(int parent, Role role, String content) {
    return Node.newBuilder()
        .setParent(parent)
        .setPart(
            PromptPart.newBuilder()
                .setMessage(Message.newBuilder().setRole(role).setContent(content)))
        .build();
  }

  static Node observation(int parent, String text) {
    return Node.newBuilder()
        .setParent(parent)
        .setPart(PromptPart.newBuilder().setObservation(text))
        .build();
  }

  static Node taught(int parent, String text, float mass) {
    return Node.newBuilder()
        .setParent(parent)
        .setAction(Action.newBuilder().setText(text).setWeight(mass))
        .build();
  }

  static Node sampled(int parent, String text, float advantage, int sample) {
    return Node.newBuilder()
        .setParent(parent)
        .setAction(
            Action.newBuilder()
                .setText(text)
                .setSampled(Sampled.newBuilder().setAdvantage(advantage).setSample(sample)))
        .build();
  }
}
