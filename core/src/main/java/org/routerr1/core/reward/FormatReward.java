// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The paper's format reward: 0 for a well-formed completion, −1 otherwise. A completion is all that
 * follows the prompt, observations included.
 */
public final class FormatReward {

  private static final List<String> KINDS = List.of("search", "answer", "think", "information");
  private static final Pattern PAIR =
      Pattern.compile("<(search|answer|think|information)>(.*?)</\\1>", Pattern.DOTALL);

  private final Predicate<String> resolves;

  /**
   * @param resolves whether a route's model part names a model; {@link PaperResolver} in
   *     comparisons with the paper
   */
  public FormatReward(Predicate<String> resolves) {
    this.resolves = resolves;
  }

  /** 0 or −1. */
  public int of(String completion) {
    return fault(completion).isPresent() ? -1 : 0;
  }

  /** The first check that fails; empty: well-formed. */
  public Optional<FormatFault> fault(String completion) {
    List<Pair> pairs = pairs(completion);
    if (pairs.isEmpty()) {
      return Optional.of(FormatFault.NO_TAGS);
    }
    if (KINDS.stream().anyMatch(k -> count(completion, open(k)) != count(completion, close(k)))) {
      return Optional.of(FormatFault.UNBALANCED);
    }
    if (of(pairs, "think").anyMatch(t -> t.isEmpty() || t.equals("..."))) {
      return Optional.of(FormatFault.EMPTY_THOUGHT);
    }
    if (pairs.stream().anyMatch(p -> holdsTag(p.content()))) {
      return Optional.of(FormatFault.NESTED);
    }
    if (of(pairs, "answer").count() != 1
        || of(pairs, "think").findAny().isEmpty()
        || of(pairs, "search").count() != of(pairs, "information").count()) {
      return Optional.of(FormatFault.COUNTS);
    }
    String stripped = completion.strip();
    if (!stripped.startsWith(open("think"))) {
      return Optional.of(FormatFault.BEGINNING);
    }
    if (!stripped.endsWith(close("answer"))) {
      return Optional.of(FormatFault.END);
    }
    if (!of(pairs, "search").allMatch(FormatReward::isRoute)) {
      return Optional.of(FormatFault.ROUTE);
    }
    return of(pairs, "search").allMatch(s -> resolves.test(s.substring(0, s.indexOf(':'))))
        ? Optional.empty()
        : Optional.of(FormatFault.MODEL);
  }

  private static boolean isRoute(String content) {
    if (count(content, ":") != 1) {
      return false;
    }
    String lower = content.toLowerCase(Locale.ROOT);
    String model = lower.substring(0, lower.indexOf(':')).strip();
    String query = lower.substring(lower.indexOf(':') + 1).strip();
    // An empty model part is contained in every query.
    return !query.isEmpty()
        && !lower.contains("llm-name")
        && !lower.contains("your-query")
        && !query.contains(model);
  }

  private record Pair(String kind, String content) {}

  private static List<Pair> pairs(String completion) {
    List<Pair> pairs = new ArrayList<>();
    Matcher matcher = PAIR.matcher(completion);
    while (matcher.find()) {
      pairs.add(new Pair(matcher.group(1), matcher.group(2).strip()));
    }
    return pairs;
  }

  private static Stream<String> of(List<Pair> pairs, String kind) {
    return pairs.stream().filter(p -> p.kind().equals(kind)).map(Pair::content);
  }

  private static boolean holdsTag(String content) {
    return KINDS.stream().anyMatch(k -> content.contains(open(k)) || content.contains(close(k)));
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static String open(String kind) {
    return "<" + kind + ">";
  }

  private static String close(String kind) {
    return "</" + kind + ">";
  }
}
