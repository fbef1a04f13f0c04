// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.routerr1.activities.episode.Trajectory;
import org.routerr1.activities.episode.Trajectory.Decided;
import org.routerr1.activities.episode.Trajectory.SampleTrajectory;
import org.routerr1.proto.learner.v1.Action;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.learner.v1.Sampled;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.proto.policy.v1.TokenIds;

/**
 * A group of samples as a packed tree: each sample's worth less the mean of those at its trade-off,
 * on its own tokens only.
 */
final class SampledTrees {

  /** A dear right answer is worth more than a wrong one all the same. */
  private static final double MOST_SPENT = .9;

  private SampledTrees() {}

  /**
   * A group.
   *
   * @param differs whether its samples' worths do; a group that is all alike teaches nothing
   */
  record Group(PackedTree tree, boolean differs) {}

  /**
   * The group; empty where no sample can be used.
   *
   * @param thriftSign 1; −1 rewards what was spent instead of what was saved
   * @param done how much of the training was done with this step, from 0 to 1
   */
  static Optional<Group> of(Trajectory trajectory, int thriftSign, double done) {
    PackedTree.Builder tree = PackedTree.newBuilder();
    boolean differs = false;
    for (SampleTrajectory sample : trajectory.samples()) {
      if (sample.usable()) {
        double advantage =
            worth(sample, thriftSign, done) - mean(trajectory, sample.tradeOff(), thriftSign, done);
        differs |= Math.abs(advantage) > 1e-6;
        add(tree, sample, advantage);
      }
    }
    return tree.getNodesCount() == 0
        ? Optional.empty()
        : Optional.of(new Group(tree.build(), differs));
  }

  /**
   * What a sample is worth to the learner: at first {@code right · (1 − min(cap, what was spent))},
   * so a wrong answer is worth nothing whatever it cost; else who is mostly wrong first learns to
   * ask less, which is cheap, and never finds out whom to ask. In the end its reward.
   */
  private static double worth(SampleTrajectory sample, int thriftSign, double done) {
    double spent = sample.exact() - sample.reward();
    double counted = sample.exact() * Math.min(MOST_SPENT, spent);
    return sample.exact() - thriftSign * (counted + done * (spent - counted));
  }

  private static double mean(Trajectory trajectory, double tradeOff, int thriftSign, double done) {
    return trajectory.samples().stream()
        .filter(s -> s.usable() && s.tradeOff() == tradeOff)
        .mapToDouble(s -> worth(s, thriftSign, done))
        .average()
        .orElse(0);
  }

  private static void add(PackedTree.Builder tree, SampleTrajectory sample, double advantage) {
    int parent = 0;
    int seen = 0;
    for (Decided decided : sample.steps()) {
      DecideRequest request = request(decided);
      // A prompt only grows at its end; what was generated stands in the tree as an action.
      List<PromptPart> parts = new ArrayList<>(request.getPromptList());
      for (PromptPart part : parts.subList(seen, parts.size())) {
        if (!part.hasGenerated()) {
          parent = add(tree, Node.newBuilder().setParent(parent).setPart(part));
        }
      }
      seen = parts.size();
      tree.addGrammars(request.getGrammar());
      parent =
          add(
              tree,
              Node.newBuilder()
                  .setParent(parent)
                  .setAction(
                      Action.newBuilder()
                          .setGrammar(tree.getGrammarsCount() - 1)
                          .setTokens(TokenIds.newBuilder().addAllIds(decided.tokens()))
                          .setSampled(
                              Sampled.newBuilder()
                                  .setAdvantage((float) advantage)
                                  .addAllLogprobs(decided.logprobs())
                                  .setSample(sample.sample()))));
    }
  }

  private static int add(PackedTree.Builder tree, Node.Builder node) {
    tree.addNodes(node);
    return tree.getNodesCount();
  }

  private static DecideRequest request(Decided decided) {
    try {
      return DecideRequest.parseFrom(Base64.getDecoder().decode(decided.request()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a trajectory's request cannot be read", e);
    }
  }
}
