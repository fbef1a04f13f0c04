// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.routerr1.core.action.SourceText;
import org.routerr1.worlds.specialists.Reply;

/**
 * What is copied is copied from here: sub-questions from the question and the replies so far,
 * answers from the replies, or one of a few words that stand nowhere. Pure.
 */
public final class CopyTexts {

  private static final List<String> OWN_WORDS = List.of("yes", "no", Reply.UNKNOWN);
  private static final Pattern TAG = Pattern.compile("</?information>");
  private static final Pattern SPEAKER = Pattern.compile("^[^:\\n]{1,64}: ");
  private static final Pattern FAILED = Pattern.compile("^\\[.*]$");

  private CopyTexts() {}

  /** What sub-questions are copied from; observations are as the policy saw them. */
  public static List<String> ofQueries(String question, List<String> observations) {
    Stream<String> said = replies(observations).filter(reply -> !reply.equals(Reply.UNKNOWN));
    return Stream.concat(Stream.of(question), said).toList();
  }

  /** What answers are copied from. */
  public static List<String> ofAnswers(List<String> observations) {
    return Stream.concat(replies(observations), OWN_WORDS.stream()).toList();
  }

  /** Whether a text can be copied from these; any can where there are none. */
  public static boolean allow(List<String> texts, String text, boolean joins) {
    return texts.isEmpty()
        || SourceText.canCopy(texts.stream().map(SourceText::of).toList(), text, joins);
  }

  /** Line by line, without who spoke, and without those that failed. */
  private static Stream<String> replies(List<String> observations) {
    return observations.stream()
        .flatMap(o -> TAG.matcher(o).replaceAll("").lines())
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !FAILED.matcher(line).matches())
        .map(line -> SPEAKER.matcher(line).replaceFirst(""))
        .filter(line -> !line.isBlank());
  }
}
