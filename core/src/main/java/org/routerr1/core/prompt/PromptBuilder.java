// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.action.Mode;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.money.NanoUsd;

/**
 * Writes the prompt of a query. Strict mode describes each candidate by a line of prose, latency,
 * accuracy per task and price; what queries share (rules, candidates) stands first, then the
 * question, and the wishes of this query last, so that prefixes are shared as far as they can be;
 * behind them, best first, what calls are worth at these wishes, where that is known. A name stands
 * after what it names: a policy that reads from left to right finds a name by what came before it,
 * and need not remember where a line began. Paper mode describes candidates by prose only and knows
 * no wishes, as the published prompts do (the wording is ours).
 */
public final class PromptBuilder {

  /** Changes with every change of strict wording: policies are trained on one. */
  public static final String STRICT_TEMPLATE = "strict-2";

  /** The strict wording, shorter, which ends with what calls are worth. */
  public static final String WORTH_TEMPLATE = "worth-1";

  public static final String PAPER_TEMPLATE = "paper-1";

  private static final String RULES =
      """
      Answer the question with the help of the models below. First think. Then ask one of them a \
      short question of its own, or answer:
      <think>what is still unknown</think><search>question<to>model</search>
      <think>all is known</think><answer>a few words</answer>
      Replies come as <information>. Thrift is from 0 (best answer) to 1 (lowest cost).
      Models (milliseconds median/p95; accuracy by task; USD per million tokens in/out = model):
      """;

  private static final String WORTH_RULES =
      """
      Ask the models below, one at a time, then answer:
      <think>who is best</think><search>question<to>model</search>
      <think></think><answer>a few words</answer>
      Models (milliseconds median/p95; accuracy by task; USD per million tokens in/out = model):
      """;

  private static final String PAPER_RULES =
      """
      Answer the question. Reason inside <think> and </think> whenever new information has come. \
      If knowledge is missing, ask one of the models below by writing \
      <search> LLM-Name:Your-Query </search> with a real name and a real question in place of both \
      words. Its reply stands between <information> and </information>. When nothing is missing, \
      write only the result inside <answer> and </answer>.

      Models:
      """;

  private PromptBuilder() {}

  /**
   * The prompt.
   *
   * @param candidates that may be routed to, in the order of the catalogue
   * @param tradeOff 0: quality only, 1: thrift
   * @param budgetLeft null: unlimited
   * @param worth states what a call of each candidate is worth at the trade-off; null: the policy
   *     reckons it itself. Nothing of it stands in a paper prompt
   */
  public static Prompt build(
      Mode mode,
      String question,
      List<Candidate> candidates,
      double tradeOff,
      @Nullable NanoUsd budgetLeft,
      @Nullable Worth worth) {
    return switch (mode) {
      case STRICT ->
          new Prompt(
              strictTemplate(worth),
              (worth == null ? RULES : WORTH_RULES) + lines(candidates, Descriptor::line),
              "Question: "
                  + Neutral.text(question.strip())
                  + "\nBudget left: "
                  + (budgetLeft == null ? "unlimited" : Dollars.rough(budgetLeft))
                  + "\nThrift: "
                  + String.format(Locale.ROOT, "%.2f", tradeOff)
                  + (worth == null ? "" : worths(candidates, worth, tradeOff)));
      case PAPER ->
          new Prompt(
              PAPER_TEMPLATE,
              "",
              PAPER_RULES
                  + lines(candidates, PromptBuilder::prose)
                  + "\n\nQuestion: "
                  + asked(question)
                  + "\n");
    };
  }

  /** Which of the strict wordings is used. */
  public static String strictTemplate(@Nullable Worth worth) {
    return worth == null ? STRICT_TEMPLATE : WORTH_TEMPLATE;
  }

  private static String lines(List<Candidate> candidates, Function<Candidate, String> line) {
    return candidates.stream().map(line).map(Neutral::text).collect(Collectors.joining("\n"));
  }

  private static String worths(List<Candidate> candidates, Worth worth, double tradeOff) {
    return worth.offers(candidates, tradeOff).stream()
        .sorted(Comparator.comparingInt(Worth.Offer::points).reversed())
        .map(offer -> Neutral.text(offer.text()))
        .collect(Collectors.joining("\n", "\nWorth of a call, best first:\n", ""));
  }

  private static String prose(Candidate candidate) {
    return candidate.id() + ": " + Descriptor.oneLine(candidate.description());
  }

  private static String asked(String question) {
    String stripped = question.strip();
    return stripped.endsWith("?") ? stripped : stripped + "?";
  }
}
