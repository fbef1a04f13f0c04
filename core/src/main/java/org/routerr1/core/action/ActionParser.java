// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

/**
 * Reads an action from what a policy wrote. Total: any text gives an action, if only {@link
 * Action.Malformed}; nothing is made up, so every name, query and answer stands in the text.
 */
public final class ActionParser {

  private ActionParser() {}

  public static Action parse(Mode mode, String text) {
    return switch (mode) {
      case PAPER -> PaperParser.parse(text);
      case STRICT -> StrictParser.parse(text);
    };
  }
}
