// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.action.Action.Answer;
import org.routerr1.core.action.Action.Malformed;
import org.routerr1.core.action.Action.Reason;
import org.routerr1.core.action.Action.Route;
import org.routerr1.core.action.Action.Routes;

/**
 * Reads one generation as the reference of the paper does (arXiv 2506.09033): the text is cut after
 * its first closing tag of a search, else of an answer, and the first complete pair counts.
 */
final class PaperParser {

  private static final String SEARCH = "search";
  private static final String ANSWER = "answer";

  private PaperParser() {}

  static Action parse(String text) {
    String cut = cut(text);
    String thought = inner(cut, "think", 0);
    String reasoning = thought == null ? "" : thought.strip();
    return firstAction(cut, reasoning);
  }

  /** What is kept of a generation. */
  static String cut(String text) {
    for (String tag : List.of(SEARCH, ANSWER)) {
      String close = "</" + tag + ">";
      int at = text.indexOf(close);
      if (at >= 0) {
        return text.substring(0, at + close.length());
      }
    }
    return text;
  }

  private static Action firstAction(String cut, String thought) {
    int search = cut.indexOf("<search>");
    int answer = cut.indexOf("<answer>");
    // An opening tag that is never closed is no match: the other pair then is the first.
    String searched = search < 0 ? null : inner(cut, SEARCH, search);
    String answered = answer < 0 ? null : inner(cut, ANSWER, answer);
    if (searched != null && (answered == null || search < answer)) {
      return route(searched, thought);
    }
    return answered == null
        ? new Malformed(thought, Reason.NO_ACTION)
        : new Answer(thought, answered.strip());
  }

  private static Action route(String content, String thought) {
    String lower = content.toLowerCase(Locale.ROOT);
    if (lower.contains("llm-name") || lower.contains("your-query")) {
      return new Malformed(thought, Reason.PLACEHOLDER);
    }
    int first = content.indexOf(':');
    if (first < 0) {
      return new Malformed(thought, Reason.NO_SEPARATOR);
    }
    if (content.substring(content.lastIndexOf(':') + 1).isBlank()) {
      return new Malformed(thought, Reason.EMPTY_QUERY);
    }
    // What follows a second colon is lost, as in the reference.
    int second = content.indexOf(':', first + 1);
    String query = content.substring(first + 1, second < 0 ? content.length() : second);
    return new Routes(
        thought, List.of(new Route(content.substring(0, first).strip(), query.strip())));
  }

  /** The text of the first pair of this tag from a place on; null if there is none. */
  private static @Nullable String inner(String text, String tag, int from) {
    String open = "<" + tag + ">";
    int start = text.indexOf(open, from);
    int end = start < 0 ? -1 : text.indexOf("</" + tag + ">", start + open.length());
    return end < 0 ? null : text.substring(start + open.length(), end);
  }
}
