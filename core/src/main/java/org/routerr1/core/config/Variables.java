// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables of a process, by the interfaces that its configuration is mapped to: a
 * variable for each method, in capitals, behind the interface's prefix.
 */
public final class Variables {

  private static final Pattern MISSING = Pattern.compile("property (\\S+) is required");
  private static final Pattern WRONG =
      Pattern.compile(
          "property (\\S+) with the config value \"(.*?)\" .*? converted (?:SRCFG\\d+: )?(.*)");

  private final Map<String, Class<?>> groups;

  /**
   * @param groups interfaces by their prefix, such as {@code ROUTER_WORKER_}
   */
  public Variables(Map<String, Class<?>> groups) {
    this.groups = Map.copyOf(groups);
  }

  /**
   * A sentence about a name that has a prefix of ours and is no variable of ours: misspelt, it
   * would leave a default in force that somebody meant to change. Empty if there is none.
   */
  public Optional<String> misspelt(Collection<String> names) {
    SortedSet<String> known = known();
    return names.stream()
        .filter(name -> groups.keySet().stream().anyMatch(name::startsWith))
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(name ->
            "the environment variable %s is unknown: unset it, or set one of %s"
                .formatted(name, String.join(", ", known)));
  }

  private SortedSet<String> known() {
    SortedSet<String> names = new TreeSet<>();
    groups.forEach((prefix, group) ->
        Arrays.stream(group.getDeclaredMethods())
            .map(m -> m.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
            .forEach(name -> names.add(prefix + name)));
    return names;
  }

  /**
   * Says what SmallRye Config says of a value that is missing or wrong, by the variable's name and
   * without the names of its exceptions.
   */
  public static String sentence(String problem) {
    Matcher missing = MISSING.matcher(problem);
    if (missing.find()) {
      return variable(missing.group(1)) + " is not set: set it (docs/contracts.md says to what)";
    }
    Matcher wrong = WRONG.matcher(problem);
    if (wrong.find()) {
      return "%s is \"%s\": %s".formatted(variable(wrong.group(1)), wrong.group(2), wrong.group(3));
    }
    return problem;
  }

  private static String variable(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
