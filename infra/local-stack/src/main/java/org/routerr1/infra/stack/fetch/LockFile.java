// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may be fetched, as {@code packages.lock} pins it; the format is told at the file's head. */
public record LockFile(Map<String, Group> groups) {

  /** The lock that ships. */
  public static LockFile standard() {
    try (InputStream in = LockFile.class.getResourceAsStream("packages.lock")) {
      return parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The group of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Group group(String name) {
    Group group = groups.get(name);
    if (group == null) {
      throw new IllegalArgumentException("packages.lock has no group " + name);
    }
    return group;
  }

  static LockFile parse(String text) {
    Map<String, Group> groups = new LinkedHashMap<>();
    Builder open = null;
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+");
      if (line.startsWith("[") && line.endsWith("]")) {
        open = new Builder(line.substring(1, line.length() - 1), groups);
      } else if (open == null) {
        throw bad(number, "stands before the first [group]");
      } else if (words[0].equals("package") && words.length >= 5) {
        open.add(
            new PackagePin(
                words[1],
                words[2],
                Long.parseLong(words[3]),
                List.of(words).subList(4, words.length)));
      } else if (words[0].equals("file") && (words.length == 5 || words.length == 6)) {
        open.file =
            new FileSpec(words[1], Long.parseLong(words[2]), words[3], words[4], words.length == 6);
        open.put();
      } else {
        throw bad(number, "is neither [group], package nor file");
      }
    }
    return new LockFile(groups);
  }

  private static IllegalArgumentException bad(int line, String what) {
    return new IllegalArgumentException("packages.lock, line " + line + ": " + what);
  }

  private static final class Builder {
    private final String name;
    private final Map<String, Group> into;
    private final List<PackagePin> packages = new ArrayList<>();
    private @Nullable FileSpec file;

    Builder(String name, Map<String, Group> into) {
      this.name = name;
      this.into = into;
    }

    void add(PackagePin pin) {
      packages.add(pin);
      put();
    }

    void put() {
      into.put(name, new Group(name, List.copyOf(packages), file));
    }
  }
}
