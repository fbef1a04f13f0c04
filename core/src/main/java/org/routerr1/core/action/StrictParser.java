// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.action.Action.Answer;
import org.routerr1.core.action.Action.Malformed;
import org.routerr1.core.action.Action.Reason;
import org.routerr1.core.action.Action.Route;
import org.routerr1.core.action.Action.Routes;

/**
 * Reads a round of the strict grammar. Beyond it accepts, from foreign engines, white space between
 * the parts, a missing thought, and {@code NAME:QUERY} inside a route. Texts are stripped.
 */
final class StrictParser {

  private final String text;
  private int at;

  private StrictParser(String text) {
    this.text = text;
  }

  static Action parse(String text) {
    return new StrictParser(text).round();
  }

  private Action round() {
    String written = element("<think>", "</think>");
    String thought = written == null ? "" : written.strip();
    if (thought.indexOf('<') >= 0) {
      return new Malformed("", Reason.STRAY_TEXT);
    }
    List<Route> routes = new ArrayList<>();
    for (String body = search(); body != null; body = search()) {
      switch (route(body)) {
        case Written(Route route) -> routes.add(route);
        case Wrong(Reason reason) -> {
          return new Malformed(thought, reason);
        }
      }
    }
    if (!routes.isEmpty()) {
      return atEnd()
          ? new Routes(thought, List.copyOf(routes))
          : new Malformed(thought, Reason.STRAY_TEXT);
    }
    return answer(thought);
  }

  private Action answer(String thought) {
    String body = element("<answer>", "</answer>");
    if (body == null) {
      return new Malformed(thought, Reason.NO_ACTION);
    }
    if (body.isBlank()) {
      return new Malformed(thought, Reason.EMPTY_ANSWER);
    }
    return body.indexOf('<') < 0 && atEnd()
        ? new Answer(thought, body.strip())
        : new Malformed(thought, Reason.STRAY_TEXT);
  }

  private sealed interface Parsed {}

  private record Written(Route route) implements Parsed {}

  private record Wrong(Reason reason) implements Parsed {}

  private static Parsed route(String body) {
    int to = body.indexOf("<to>");
    int colon = body.indexOf(':');
    if (to < 0 && colon < 0) {
      return new Wrong(body.isBlank() ? Reason.EMPTY_QUERY : Reason.NO_SEPARATOR);
    }
    String query = (to >= 0 ? body.substring(0, to) : body.substring(colon + 1)).strip();
    String name =
        (to >= 0 ? body.substring(to + "<to>".length()) : body.substring(0, colon)).strip();
    if (query.indexOf('<') >= 0 || name.indexOf('<') >= 0) {
      return new Wrong(Reason.STRAY_TEXT);
    }
    if (query.isEmpty()) {
      return new Wrong(Reason.EMPTY_QUERY);
    }
    return name.isEmpty() ? new Wrong(Reason.EMPTY_NAME) : new Written(new Route(name, query));
  }

  private @Nullable String search() {
    return element("<search>", "</search>");
  }

  /** The text of the element that begins here, white space skipped; null if none does. */
  private @Nullable String element(String open, String close) {
    skipWhiteSpace();
    if (!text.startsWith(open, at)) {
      return null;
    }
    int start = at + open.length();
    int end = text.indexOf(close, start);
    if (end < 0) {
      return null;
    }
    at = end + close.length();
    return text.substring(start, end);
  }

  private boolean atEnd() {
    skipWhiteSpace();
    return at == text.length();
  }

  private void skipWhiteSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
