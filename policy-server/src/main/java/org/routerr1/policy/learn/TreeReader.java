// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.routerr1.policy.grammar.ActionState;
import org.routerr1.policy.learn.TreeNode.Read;
import org.routerr1.policy.learn.TreeNode.Sampled;
import org.routerr1.policy.learn.TreeNode.Signal;
import org.routerr1.policy.learn.TreeNode.Weight;
import org.routerr1.policy.learn.TreeNode.Written;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.ChatTemplate.Message;
import org.routerr1.policy.tokenizer.ChatTemplate.Role;
import org.routerr1.policy.tokenizer.IntList;
import org.routerr1.proto.learner.v1.Action;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.PromptPart;

/**
 * Turns a tree from the wire into tokens, exactly as a decision's prompt is. Thread-safe.
 *
 * @param grammars what an action's grammar allows at its start
 * @param mostTokens of one tree
 */
record TreeReader(
    ChatTemplate template,
    Function<ActionGrammar, ActionState> grammars,
    int contextTokens,
    int mostTokens) {

  /**
   * One tree.
   *
   * @param place of the tree in the update, for messages
   */
  Tree read(int place, PackedTree tree) {
    try {
      List<ActionState> starts = tree.getGrammarsList().stream().map(grammars).toList();
      Reading reading = new Reading(tree, starts);
      for (int i = 0; i < tree.getNodesCount(); i++) {
        reading.add(i, tree.getNodes(i));
      }
      Tree built = TreeBuilder.build(template.tokenizer(), reading.out);
      check(built);
      return built;
    } catch (LearnException e) {
      throw new LearnException(e.kind(), "trees[%d]: %s".formatted(place, e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw LearnException.invalid("trees[%d]: %s", place, String.valueOf(e.getMessage()));
    }
  }

  private void check(Tree tree) {
    if (tree.size() > mostTokens) {
      throw LearnException.invalid(
          "has %d tokens, more than %d: send it as several trees", tree.size(), mostTokens);
    }
    int deepest = Arrays.stream(tree.depth()).max().orElse(0) + 1;
    if (deepest > contextTokens) {
      throw LearnException.invalid(
          "a path has %d tokens, but the context holds %d", deepest, contextTokens);
    }
  }

  private final class Reading {

    private final PackedTree tree;
    private final List<ActionState> starts;
    private final List<TreeNode> out = new ArrayList<>();

    /** Of each node the messages on its path; null where the assistant's turn has begun. */
    private final List<Optional<List<Message>>> messages = new ArrayList<>();

    Reading(PackedTree tree, List<ActionState> starts) {
      this.tree = tree;
      this.starts = starts;
    }

    void add(int index, Node node) {
      int parent = node.getParent() - 1;
      if (parent >= 0 && parent < index && tree.getNodes(parent).getAction().getCut()) {
        throw LearnException.invalid("nodes[%d] follows an action that is cut", index);
      }
      if (parent < -1 || parent >= index) {
        throw LearnException.invalid(
            "nodes[%d].parent is %s, which is no earlier node",
            index, Integer.toUnsignedString(node.getParent()));
      }
      switch (node.getContentCase()) {
        case PART -> part(index, parent, node.getPart());
        case ACTION -> action(index, parent, node.getAction());
        case CONTENT_NOT_SET -> throw LearnException.invalid("nodes[%d] is empty", index);
      }
    }

    private void part(int index, int parent, PromptPart part) {
      switch (part.getPartCase()) {
        case MESSAGE -> message(index, parent, part.getMessage());
        case GENERATED -> read(parent, turn(parent), ids(index, part.getGenerated().getIdsList()));
        case OBSERVATION ->
            read(parent, turn(parent), list(template.tokenizer().encode(part.getObservation())));
        case PART_NOT_SET -> throw LearnException.invalid("nodes[%d].part is empty", index);
      }
    }

    private void message(int index, int parent, org.routerr1.proto.policy.v1.Message message) {
      Role role =
          switch (message.getRole()) {
            case ROLE_SYSTEM -> Role.SYSTEM;
            case ROLE_USER -> Role.USER;
            case ROLE_UNSPECIFIED, UNRECOGNIZED ->
                throw LearnException.invalid(
                    "nodes[%d]: a message's role is none of system and user", index);
          };
      if (role == Role.SYSTEM && parent >= 0) {
        throw LearnException.invalid("nodes[%d]: a system message may only stand first", index);
      }
      List<Message> before =
          parent < 0
              ? List.of()
              : messages
                  .get(parent)
                  .orElseThrow(() ->
                      LearnException.invalid(
                          "nodes[%d] is a message after the assistant's turn began", index));
      List<Message> all = new ArrayList<>(before);
      all.add(new Message(role, message.getContent()));
      int known = before.isEmpty() ? 0 : closed(before).size();
      List<Integer> tokens = closed(all);
      out.add(new Read(parent, List.copyOf(tokens.subList(known, tokens.size()))));
      messages.add(Optional.of(all));
    }

    private void read(int parent, List<Integer> before, List<Integer> tokens) {
      out.add(new Read(parent, join(before, tokens)));
      messages.add(Optional.empty());
    }

    private void action(int index, int parent, Action action) {
      if (Integer.compareUnsigned(action.getGrammar(), starts.size()) >= 0) {
        throw LearnException.invalid(
            "nodes[%d].action.grammar is %s, but the tree has %d",
            index, Integer.toUnsignedString(action.getGrammar()), starts.size());
      }
      int prompt = parent;
      List<Integer> opening = turn(parent);
      ActionState start = starts.get(action.getGrammar());
      List<Integer> tokens =
          switch (action.getWrittenCase()) {
            case TOKENS -> ids(index, action.getTokens().getIdsList());
            case TEXT -> ActionText.encode(template.tokenizer(), start, action.getText());
            case WRITTEN_NOT_SET ->
                throw LearnException.invalid("nodes[%d].action says nothing", index);
          };
      out.add(
          action.getSignalCase() == Action.SignalCase.SIGNAL_NOT_SET
              ? new Read(prompt, join(opening, tokens))
              : new Written(
                  prompt,
                  opening,
                  tokens,
                  start,
                  signal(index, action, tokens.size()),
                  action.getCut()));
      messages.add(Optional.empty());
    }

    private Signal signal(int index, Action action, int length) {
      if (action.getSignalCase() == Action.SignalCase.WEIGHT) {
        return new Weight(
            RunSettings.within(
                "nodes[%d].action.weight".formatted(index), action.getWeight(), 0, 1e6f));
      }
      if (action.getCut()) {
        throw LearnException.invalid("nodes[%d].action is cut, but was sampled", index);
      }
      var sampled = action.getSampled();
      List<Float> logprobs = sampled.getLogprobsList();
      if (!logprobs.isEmpty() && logprobs.size() != length) {
        throw LearnException.invalid(
            "nodes[%d].action has %d tokens, but %d log-probabilities",
            index, length, logprobs.size());
      }
      for (float logprob : logprobs) {
        if (!(logprob <= 1e-3f && logprob >= -1e6f)) {
          throw LearnException.invalid(
              "nodes[%d].action has the log-probability %s", index, logprob);
        }
      }
      return new Sampled(
          RunSettings.within(
              "nodes[%d].action.advantage".formatted(index), sampled.getAdvantage(), -1e6f, 1e6f),
          logprobs.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(logprobs)),
          sampled.getSample());
    }

    /** What opens the assistant's turn, where the parent is the last message before it. */
    private List<Integer> turn(int parent) {
      if (parent < 0) {
        throw LearnException.invalid("the tree begins with no message");
      }
      return messages
          .get(parent)
          .map(m -> opened(m).subList(closed(m).size(), opened(m).size()))
          .orElse(List.of());
    }

    private List<Integer> ids(int index, List<Integer> ids) {
      int words = template.tokenizer().vocabulary().size();
      for (int id : ids) {
        if (id < 0 || id >= words) {
          throw LearnException.invalid(
              "nodes[%d] holds the token %s, but the vocabulary has %d",
              index, Integer.toUnsignedString(id), words);
        }
      }
      return ids;
    }
  }

  /** The messages and the opening of the assistant's turn. */
  private List<Integer> opened(List<Message> messages) {
    IntList ids = new IntList();
    template.encode(messages, ids);
    return list(ids.toArray());
  }

  /** The messages without that opening. */
  private List<Integer> closed(List<Message> messages) {
    List<Integer> all = opened(messages);
    return all.subList(0, all.lastIndexOf(template.startOfTurn()));
  }

  private static List<Integer> list(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }

  private static List<Integer> join(List<Integer> first, List<Integer> second) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
