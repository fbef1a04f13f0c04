// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.routerr1.policy.grammar.ActionState;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.model.Turns;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.proto.policy.v1.ActionGrammar;

/**
 * Where the learner works: the model that it trains for, its folders, and whom it gives way to.
 *
 * @param model the file with the weights
 * @param name of the model
 * @param version of the model without an adapter
 * @param checksum SHA-256 of the model's file
 * @param grammars what an action's grammar allows at its start; throws IllegalArgumentException
 * @param contextTokens longest path
 * @param threads of one operation
 * @param processor that the training runs on
 * @param runs folder of the runs
 * @param versions folder of the adapters
 * @param nanoTime measures how long an update took
 */
public record LearnerHome(
    Path model,
    String name,
    String version,
    String checksum,
    LlamaShape shape,
    ChatTemplate template,
    Function<ActionGrammar, ActionState> grammars,
    int contextTokens,
    int threads,
    Processor processor,
    Path runs,
    Path versions,
    Turns turns,
    InstantSource clock,
    LongSupplier nanoTime) {

  private static final int MOST_TREE_TOKENS = 1 << 14;

  TreeReader treeReader() {
    return new TreeReader(template, grammars, contextTokens, MOST_TREE_TOKENS);
  }
}
