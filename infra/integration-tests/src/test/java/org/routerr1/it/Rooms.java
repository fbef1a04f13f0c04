// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The house's rooms: their packages, and their compiled classes. A room that was not compiled fails
 * every test here, so that no rule holds for want of classes.
 */
enum Rooms {
  PROTO("proto", "org.routerr1.proto"),
  CORE("core", "org.routerr1.core"),
  WORLDS("worlds", "org.routerr1.worlds"),
  LEDGER("ledger", "org.routerr1.ledger"),
  ACTIVITIES("activities", "org.routerr1.activities"),
  WORKFLOWS("workflows", "org.routerr1.workflows"),
  POLICY_SERVER("policy-server", "org.routerr1.policy"),
  WORKER("worker", "org.routerr1.worker"),
  GATEWAY("gateway", "org.routerr1.gateway"),
  CLI("cli", "org.routerr1.cli"),
  LOCAL_STACK("infra/local-stack", "org.routerr1.infra.stack"),
  DOUBLES("infra/doubles", "org.routerr1.infra.doubles"),
  EXAMPLE_WORKER("infra/example-worker", "org.routerr1.example"),
  BENCH("infra/bench", "org.routerr1.bench");

  /** All rooms' own classes, without tests; Quarkus' generated ones are in its jar, not here. */
  static final JavaClasses ALL = importAll();

  private final String module;
  private final String root;

  Rooms(String module, String root) {
    this.module = module;
    this.root = root;
  }

  /** The room's packages, as ArchUnit writes them. */
  String packages() {
    return root + "..";
  }

  String root() {
    return root;
  }

  boolean holds(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private Path classes() {
    return Repository.root().resolve(module).resolve("target/classes");
  }

  /** A room that has nothing to hold yet is not made yet. */
  private boolean made() {
    return Files.isDirectory(Repository.root().resolve(module).resolve("src/main"));
  }

  private static JavaClasses importAll() {
    List<Rooms> made = Stream.of(values()).filter(Rooms::made).toList();
    JavaClasses all =
        new ClassFileImporter().importPaths(made.stream().map(Rooms::classes).toList());
    for (Rooms room : made) {
      assertThat(all.stream().filter(room::holds))
          .as("classes of %s in %s: build it first (mvn test from the top)", room, room.classes())
          .hasSizeGreaterThan(room == PROTO ? 20 : 1);
      assertThat(countClassFiles(room.classes()))
          .as("class files of %s that are in its own packages", room)
          .isEqualTo(
              all.stream()
                  .filter(room::holds)
                  .filter(type -> !type.getSimpleName().equals("package-info"))
                  .count());
    }
    return all;
  }

  private static long countClassFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
