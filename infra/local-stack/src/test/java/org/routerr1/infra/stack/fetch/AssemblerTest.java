// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.StackException;

class AssemblerTest {

  @TempDir Path dir;
  private Assembler assembler;
  private List<Path> wheels;

  @BeforeEach
  void twoParts() throws IOException {
    assembler = new Assembler(dir.resolve("cache"));
    wheels =
        List.of(
            Wheels.write(dir, "part1", "1", "data/p1.bin", Wheels.text("hello ")),
            Wheels.write(dir, "part2", "1", "data/p2.bin", Wheels.text("world")));
  }

  private static FileSpec spec(String content, boolean executable) {
    var digest = Digests.sha256();
    digest.update(Wheels.text(content));
    return new FileSpec(
        "models/whole", content.length(), Digests.hex(digest), "**/*.bin", executable);
  }

  @Test
  void joinsThePartsInOrderAndRemembersThatItChecked() throws IOException {
    FileSpec spec = spec("hello world", true);
    assertThat(assembler.present(spec)).isFalse();

    Path file = assembler.assemble(spec, wheels);

    assertThat(file).hasContent("hello world").isExecutable();
    assertThat(assembler.present(spec)).isTrue();
  }

  @Test
  void givesNoNameToAFileOfAnotherChecksum() {
    FileSpec spec = spec("something else", false);

    assertThatThrownBy(() -> assembler.assemble(spec, wheels))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("checksum");
    assertThat(assembler.path(spec)).doesNotExist();
  }

  @Test
  void noticesAFileThatWasDamagedLater() throws IOException {
    FileSpec spec = spec("hello world", false);
    Files.writeString(assembler.assemble(spec, wheels), "hello");

    assertThatThrownBy(() -> assembler.present(spec))
        .isInstanceOfSatisfying(
            StackException.class,
            e -> assertThat(e.kind()).isEqualTo(StackException.Kind.VERIFICATION))
        .hasMessageContaining("models/whole is damaged")
        .hasMessageContaining("delete it");
  }

  @Test
  void acceptsAFileThatWasOnlyTouched() throws IOException {
    FileSpec spec = spec("hello world", false);
    Path file = assembler.assemble(spec, wheels);
    Files.writeString(file, "hello world");

    assertThat(assembler.present(spec)).isTrue();
  }
}
