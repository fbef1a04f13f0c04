// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.grammar.ActionGrammar;
import org.routerr1.policy.grammar.ActionState;
import org.routerr1.policy.grammar.GrammarCompiler;
import org.routerr1.policy.learn.TreeNode.Read;
import org.routerr1.policy.learn.TreeNode.Sampled;
import org.routerr1.policy.learn.TreeNode.Signal;
import org.routerr1.policy.learn.TreeNode.Weight;
import org.routerr1.policy.learn.TreeNode.Written;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.testing.Limits;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.ChatTemplate.Message;
import org.routerr1.policy.tokenizer.ChatTemplate.Role;
import org.routerr1.policy.tokenizer.IntList;
import org.routerr1.policy.tokenizer.Tokenizer;

/** Trees, settings and an adapter to try the training with, on any model. */
final class Lesson {

  static final long SEED = 5;
  static final Objective OBJECTIVE =
      new Objective(
          new EnumMap<>(
              Map.of(
                  Span.THOUGHT, 1f,
                  Span.CHOICE, 2f,
                  Span.QUERY, 1f,
                  Span.NAME, 6f,
                  Span.ANSWER, 1f)),
          .2f,
          .28f,
          .02f,
          false,
          2,
          .3f);
  static final OptimiserSettings OPTIMISER =
      new OptimiserSettings(1e-3, .9, .999, 1e-8, 1, .01, 0, 1);

  private final LlamaShape shape;
  private final Tokenizer tokenizer;
  private final ChatTemplate template;
  private final ActionGrammar grammar;
  private final List<TreeNode> nodes = new ArrayList<>();

  Lesson(GgufFile file) {
    shape = LlamaShape.of(file);
    tokenizer = Tokenizer.of(file.metadata());
    template = ChatTemplate.of(file.metadata(), tokenizer);
    grammar =
        new GrammarCompiler(tokenizer, template.endOfTurn())
            .compile(Limits.of(List.of("Ann", "Andrew", "Bo"), 2, true, 8, 16, 16));
  }

  LoraLayout layout(int rank) {
    return new LoraLayout(
        shape, rank, 2.0 * rank, Set.of(LoraModule.values()), shape.layers() * 2 / 5);
  }

  /** An adapter that already changes something. */
  float[] trained(LoraLayout layout) {
    float[] all = layout.begin(SEED);
    float[] more = layout.begin(SEED + 1);
    for (int i = 0; i < all.length; i++) {
      int other = all.length - 1 - i;
      all[i] += all[i] == 0 ? .1f * more[other] + .002f * (i % 7 - 3) : 0;
    }
    return all;
  }

  ActionState start() {
    return grammar.start();
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  List<Integer> tokens(String action) {
    return ActionText.encode(tokenizer, grammar.start(), action);
  }

  /** A question under two weights, its actions by a teacher, and two samples that differ. */
  List<Tree> trees() {
    return List.of(taught("Where?"), tried(), taught("Who wrote the answer?"));
  }

  private Tree taught(String question) {
    nodes.clear();
    for (String weight : List.of("Cost weight: low", "Cost weight: high")) {
      int prompt = prompt(question + "\nModels: Ann, Andrew, Bo\n" + weight);
      boolean low = weight.endsWith("low");
      int asked = act(prompt, "<think></think><search>the author<to>Ann</search>", low ? .6f : .1f);
      act(prompt, "<think></think><search>the author<to>Andrew</search>", low ? .2f : .1f);
      act(prompt, "<think></think><search>the author<to>Bo</search>", low ? .15f : .5f);
      act(prompt, "<think></think><answer>no</answer>", low ? .05f : .3f);
      int reply = read(asked, "\n\n<information>Ann says: the answer</information>\n\n");
      act(reply, "<think></think><answer>the answer</answer>", 1);
    }
    return TreeBuilder.build(tokenizer, nodes);
  }

  private Tree tried() {
    nodes.clear();
    int prompt = prompt("Where is the answer?");
    int asked = tried(prompt, "<think>an</think><search>the place<to>Bo</search>", .8f, 0);
    int reply = read(asked, "\n\n<information>Bo says: there</information>\n\n");
    tried(reply, "<think></think><answer>there</answer>", .8f, 0);
    tried(prompt, "<think>an</think><search>the place<to>Ann</search>", -.5f, 1);
    tried(prompt, "<think></think><answer>here</answer>", -.3f, 2);
    return TreeBuilder.build(tokenizer, nodes);
  }

  private int prompt(String text) {
    IntList ids = new IntList();
    template.encode(List.of(new Message(Role.USER, text)), ids);
    nodes.add(new Read(-1, Arrays.stream(ids.toArray()).boxed().toList()));
    return nodes.size() - 1;
  }

  private int read(int parent, String text) {
    nodes.add(new Read(parent, Arrays.stream(tokenizer.encode(text)).boxed().toList()));
    return nodes.size() - 1;
  }

  private int act(int parent, String text, float mass) {
    return write(parent, text, new Weight(mass));
  }

  private int tried(int parent, String text, float advantage, int sample) {
    List<Float> logprobs = new ArrayList<>();
    for (int i = 0; i < tokens(text).size(); i++) {
      logprobs.add(-3 - i % 5 * .4f);
    }
    return write(parent, text, new Sampled(advantage, Optional.of(logprobs), sample));
  }

  private int write(int parent, String text, Signal signal) {
    nodes.add(new Written(parent, List.of(), tokens(text), grammar.start(), signal, false));
    return nodes.size() - 1;
  }
}
