// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.action.Action.Reason;
import org.routerr1.core.action.Mode;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.NanoUsd;

/**
 * Writes what the policy reads after its action. In strict mode foreign text is made inert, cut
 * inside the wrapper, and can start no line of its own; failures are text; the budget left stands
 * last. In paper mode it is what the published environment appends, to the letter. Pure functions,
 * so workflow code may call them.
 */
public final class Observation {

  /** About 600 tokens, wrapper included. */
  public static final int DEFAULT_CHARS = 2400;

  /** Below this no useful observation fits. */
  public static final int LEAST_CHARS = 200;

  private static final String OPEN = "\n\n<information>";
  private static final String CLOSE = "</information>\n\n";
  private static final int NAME_CHARS = 64;

  private Observation() {}

  /**
   * The observation after a decision to route.
   *
   * @param findings in the order of the routes; in paper mode exactly one
   * @param names what may be asked, told where a name was unknown; may be empty
   * @param left what is left of the budget; null: unlimited, and not mentioned
   * @param maxChars upper bound of the whole text in chars, at least {@link #LEAST_CHARS}; paper
   *     mode does not cut here (its environment cuts tokens)
   */
  public static String of(
      Mode mode, List<Finding> findings, List<String> names, @Nullable NanoUsd left, int maxChars) {
    return switch (mode) {
      case PAPER -> paper(findings.getFirst());
      case STRICT -> wrapped(findings.stream().map(f -> line(f, names)).toList(), left, maxChars);
    };
  }

  /** The observation after text in which no action was found; empty in paper mode. */
  public static String corrective(
      Mode mode, Reason reason, List<String> names, @Nullable NanoUsd left, int maxChars) {
    return switch (mode) {
      case PAPER -> "";
      case STRICT ->
          wrapped(
              List.of(
                  "[not understood: "
                      + complaint(reason)
                      + (names.isEmpty() ? "" : "; you may ask " + String.join(", ", names))
                      + "]"),
              left,
              maxChars);
    };
  }

  private static String paper(Finding finding) {
    return switch (finding) {
      case Finding.Reply reply -> OPEN + reply.text().strip() + CLOSE;
      case Finding.Failed failed -> OPEN + "None" + CLOSE;
    };
  }

  private static String line(Finding finding, List<String> names) {
    String name = Cut.to(oneLine(finding.name()), NAME_CHARS);
    return switch (finding) {
      // Further lines are indented, so that no reply can write a line of the environment.
      case Finding.Reply reply -> name + ": " + reply.text().strip().replaceAll("\\R", "\n  ");
      case Finding.Failed failed ->
          "["
              + name
              + " failed: "
              + failed.code().wire()
              + (failed.code() == FailureCode.UNKNOWN_CANDIDATE && !names.isEmpty()
                  ? "; valid names: " + String.join(", ", names)
                  : "")
              + "]";
    };
  }

  private static String complaint(Reason reason) {
    return switch (reason) {
      case NO_ACTION -> "think, then ask a model or answer";
      case PLACEHOLDER -> "write a question of your own";
      case NO_SEPARATOR -> "a question must say which model it is for";
      case EMPTY_QUERY -> "the question is empty";
      case EMPTY_NAME -> "the model's name is empty";
      case EMPTY_ANSWER -> "the answer is empty";
      case STRAY_TEXT -> "nothing may stand outside the tags, and no other tag inside them";
    };
  }

  private static String wrapped(List<String> lines, @Nullable NanoUsd left, int maxChars) {
    if (maxChars < LEAST_CHARS) {
      throw new IllegalArgumentException("an observation needs " + LEAST_CHARS + " characters");
    }
    String budget = left == null ? "" : "\nBudget left: " + Dollars.rough(left);
    int all = maxChars - OPEN.length() - CLOSE.length() - budget.length();
    int room = all;
    // Shares are even; what a short line leaves over goes to those after it.
    List<String> cut = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int share = (room - (lines.size() - i - 1)) / (lines.size() - i);
      String line = Cut.to(lines.get(i), Math.max(0, share));
      cut.add(line);
      room -= line.length() + 1;
    }
    // All at once: two harmless lines must not make a tag together. Keeps the length.
    return OPEN + Neutral.text(Cut.to(String.join("\n", cut), all) + budget) + CLOSE;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\R", " ");
  }
}
