// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code ${NAME}} and {@code ${NAME:-default}} by what the environment says. */
final class Expansion {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  private Expansion() {}

  /**
   * The text with all variables replaced.
   *
   * @throws IllegalArgumentException with what to do, if a variable has neither value nor default
   */
  static String expand(String text, Function<String, @Nullable String> environment) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = environment.apply(name);
      if (value == null || value.isEmpty()) {
        value = matcher.group(2);
      }
      if (value == null) {
        throw new IllegalArgumentException(
            "needs the environment variable %s, which is not set: set it, or write ${%s:-default}"
                .formatted(name, name));
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(out);
    if (out.indexOf("${") >= 0) {
      throw new IllegalArgumentException(
          "has a `${` that is not a variable: write ${NAME} or ${NAME:-default}");
    }
    return out.toString();
  }
}
