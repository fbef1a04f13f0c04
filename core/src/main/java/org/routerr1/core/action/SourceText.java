// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text that others are copied from, run by run of its words. A run may leave out the punctuation
 * before its first and after its last word, and the possessive of its last; between them the text
 * stays as it stands. Words that hold {@code <} or a control character end a run: they are never
 * copied. Pure.
 *
 * @param words in their order, each in the spellings that a run may give it
 */
public record SourceText(List<List<Spelling>> words) {

  /** The word that may join two runs. */
  public static final String JOINT = "of";

  private static final Pattern BEFORE = Pattern.compile("^[\\p{Punct}&&[^+]]+");
  private static final Pattern AFTER = Pattern.compile("[\\p{Punct}&&[^.+)]]+$");
  private static final Pattern POSSESSIVE = Pattern.compile("['’]s$");

  /**
   * A word as a run may write it.
   *
   * @param goesOn whether the text's next word may follow
   * @param ends whether a run may end with it
   */
  public record Spelling(String text, boolean goesOn, boolean ends) {}

  public SourceText {
    words = List.copyOf(words);
  }

  /** The words of a text. */
  public static SourceText of(String text) {
    return new SourceText(
        Arrays.stream(text.strip().split("\\s+")).map(SourceText::spellings).toList());
  }

  private static List<Spelling> spellings(String raw) {
    if (raw.codePoints().anyMatch(c -> c == '<' || Character.isISOControl(c))) {
      return List.of();
    }
    if (!hasWord(raw)) {
      return List.of(new Spelling(raw, true, false)); // as "&" between two words
    }
    String begun = BEFORE.matcher(raw).replaceAll("");
    Map<String, Spelling> all = new LinkedHashMap<>();
    // As it stands within a run, and at its beginning; then what may stand at its end only.
    put(all, raw, true, false);
    // A name ends with its bracket as it began: "D 498 (Schubert)".
    for (String word : raw.startsWith("(") ? List.of(raw, begun) : List.of(begun)) {
      String bare = AFTER.matcher(word).replaceAll("");
      put(all, word, true, word.equals(bare));
      put(all, bare, false, true);
      // An abbreviation keeps its dot, a sentence's last word loses it: both may be meant.
      put(all, bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare, false, true);
      put(all, POSSESSIVE.matcher(bare).replaceAll(""), false, true);
    }
    return List.copyOf(all.values());
  }

  private static void put(Map<String, Spelling> all, String text, boolean goesOn, boolean ends) {
    if (hasWord(text)) {
      all.merge(
          text,
          new Spelling(text, goesOn, ends),
          (a, b) -> new Spelling(text, a.goesOn || b.goesOn, a.ends || b.ends));
    }
  }

  private static boolean hasWord(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /**
   * Whether a text can be copied from these, word by word, each divided by one space.
   *
   * @param joins whether it may also be two runs with {@link #JOINT} between them
   */
  public static boolean canCopy(List<SourceText> sources, String text, boolean joins) {
    if (isRun(sources, text)) {
      return true;
    }
    String between = " " + JOINT + " ";
    for (int at = text.indexOf(between); joins && at >= 0; at = text.indexOf(between, at + 1)) {
      if (isRun(sources, text.substring(0, at))
          && isRun(sources, text.substring(at + between.length()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRun(List<SourceText> sources, String text) {
    List<String> run = Arrays.asList(text.split(" ", -1));
    return sources.stream()
        .anyMatch(source ->
            IntStream.range(0, source.words.size() - run.size() + 1)
                .anyMatch(from -> source.isRun(from, run)));
  }

  private boolean isRun(int from, List<String> run) {
    return IntStream.range(0, run.size())
        .allMatch(i ->
            words.get(from + i).stream()
                .anyMatch(spelling ->
                    spelling.text.equals(run.get(i))
                        && (i + 1 < run.size() ? spelling.goesOn : spelling.ends)));
  }
}
