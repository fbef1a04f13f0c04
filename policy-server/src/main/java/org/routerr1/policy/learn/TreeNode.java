// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.List;
import java.util.Optional;
import org.routerr1.policy.grammar.ActionState;

/** A node of a tree of prompts and actions, as tokens. */
sealed interface TreeNode {

  /** The place of the node before this one; -1: a beginning. */
  int parent();

  List<Integer> tokens();

  /** What the policy did not write, or did without a lesson in it. */
  record Read(int parent, List<Integer> tokens) implements TreeNode {}

  /**
   * What the policy wrote and is to learn from.
   *
   * @param opening tokens before the action, which nobody chose
   * @param start what was legal
   * @param cut whether it may end early
   */
  record Written(
      int parent,
      List<Integer> opening,
      List<Integer> tokens,
      ActionState start,
      Signal signal,
      boolean cut)
      implements TreeNode {}

  /** What is to be learnt from an action. */
  sealed interface Signal {}

  /** A teacher would write this with such a probability. */
  record Weight(float mass) implements Signal {}

  /**
   * This was sampled and earned more or less than expected.
   *
   * @param logprobs the sampler's, per token; empty: no correction
   * @param sample of the group that it belongs to
   */
  record Sampled(float advantage, Optional<List<Float>> logprobs, int sample) implements Signal {}
}
