// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.routerr1.policy.tokenizer.Tokenizer;

/** Makes grammars for one vocabulary; what they share is computed once. Thread-safe. */
public final class GrammarCompiler {

  private final Tokenizer tokenizer;
  private final Tags tags;
  private final TextTokens textTokens;

  /**
   * @param endOfTurn the control token with which the model ends its turn
   */
  public GrammarCompiler(Tokenizer tokenizer, int endOfTurn) {
    this.tokenizer = tokenizer;
    this.tags = Tags.of(tokenizer, endOfTurn);
    this.textTokens = new TextTokens(tokenizer.vocabulary());
  }

  /** The automaton of all actions within the limits. Names must be free of {@code <}. */
  public ActionGrammar compile(ActionLimits limits) {
    Trie action = new Trie();
    if (!limits.names().isEmpty()) {
      action.add(tags.search(), Goal.QUERY);
    }
    if (limits.mayAnswer()) {
      action.add(tags.answer(), Goal.ANSWER);
    }
    Trie names = new Trie();
    for (String name : limits.names()) {
      names.add(path(name), Goal.ROUTE_DONE);
    }
    Trie another =
        new Trie().add(tags.search(), Goal.QUERY).add(new int[] {tags.endOfTurn()}, Goal.END);
    return new ActionGrammar(
        textTokens,
        new Trie().add(tags.think(), Goal.THOUGHT),
        new TextRule(
            limits.thinkTokens(),
            false,
            Optional.empty(),
            new Trie().add(tags.thinkEnd(), Goal.ACTION)),
        thoughts(limits),
        action,
        new TextRule(
            limits.queryTokens(),
            true,
            sources(limits.queryTexts(), true),
            new Trie().add(tags.to(), Goal.NAME)),
        Unasked.of(tokenizer, names, limits.names(), limits.asked(), this::path),
        another,
        new TextRule(
            limits.answerTokens(),
            true,
            sources(limits.answerTexts(), false),
            new Trie().add(tags.answerEnd(), Goal.END)),
        limits.names().isEmpty() ? 0 : limits.maxRoutes());
  }

  private Optional<Trie> thoughts(ActionLimits limits) {
    if (limits.thoughts().isEmpty()) {
      return Optional.empty();
    }
    Trie thoughts = new Trie().add(tags.thinkEnd(), Goal.ACTION);
    for (String thought : limits.thoughts()) {
      int[] tokens = tokenizer.encode(thought);
      if (tokens.length <= limits.thinkTokens()) {
        thoughts.add(join(tokens, tags.thinkEnd()), Goal.ACTION);
      }
    }
    return Optional.of(thoughts);
  }

  private Optional<Sources> sources(List<String> texts, boolean joins) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(Sources.of(texts, joins, tokenizer));
  }

  private int[] path(String name) {
    return join(tokenizer.encode(name), tags.searchEnd());
  }

  private static int[] join(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
  }
}
