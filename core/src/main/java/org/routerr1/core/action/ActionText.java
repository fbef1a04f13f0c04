// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import org.routerr1.core.action.Action.Answer;
import org.routerr1.core.action.Action.Malformed;
import org.routerr1.core.action.Action.Route;
import org.routerr1.core.action.Action.Routes;

/** Writes actions: in the strict grammar, and for people. */
public final class ActionText {

  private ActionText() {}

  /**
   * The action in strict form; parsing it gives the action back, if its texts are stripped.
   *
   * @throws IllegalArgumentException if the grammar cannot carry it: a text with {@code <}, an
   *     empty query, name or answer, or a malformed action
   */
  public static String render(Action action) {
    String think = "<think>" + inert(action.thought()) + "</think>";
    return switch (action) {
      case Answer answer -> think + "<answer>" + filled(answer.text()) + "</answer>";
      case Routes routes -> {
        StringBuilder text = new StringBuilder(think);
        for (Route route : routes.routes()) {
          text.append("<search>").append(filled(route.query()));
          text.append("<to>").append(filled(route.name())).append("</search>");
        }
        yield text.toString();
      }
      case Malformed malformed ->
          throw new IllegalArgumentException("no action: " + malformed.reason());
    };
  }

  /** A route for people: {@code NAME:QUERY}. */
  public static String display(Route route) {
    return route.name() + ":" + route.query();
  }

  private static String filled(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("an empty text cannot be written");
    }
    return inert(text);
  }

  private static String inert(String text) {
    if (text.indexOf('<') >= 0) {
      throw new IllegalArgumentException("a text with `<` cannot be written: " + text);
    }
    return text;
  }
}
