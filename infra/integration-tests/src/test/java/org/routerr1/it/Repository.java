// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The checkout that these tests look at. */
final class Repository {

  private static final Set<String> NOT_SOURCE = Set.of("target", ".git", ".router", "node_modules");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private Repository() {}

  /** The directory of the parent pom. */
  static Path root() {
    Path root = Path.of("../..").toAbsolutePath().normalize();
    assertThat(root.resolve("docs/protocol.md")).exists();
    return root;
  }

  /** The directories of all modules. */
  static List<Path> modules() throws IOException {
    List<Path> modules =
        MODULE
            .matcher(Files.readString(root().resolve("pom.xml")))
            .results()
            .map(found -> root().resolve(found.group(1)))
            .toList();
    assertThat(modules).hasSizeGreaterThan(10);
    return modules;
  }

  /** All files of this ending, without build outputs. */
  static List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return NOT_SOURCE.contains(dir.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().endsWith(ending)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
