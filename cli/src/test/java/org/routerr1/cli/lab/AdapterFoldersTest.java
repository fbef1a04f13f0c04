// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.core.audit.Hashes;

class AdapterFoldersTest {

  @TempDir Path dir;
  private Path adapters;
  private AdapterFolders folders;

  @BeforeEach
  void anEmptyDataDirectory() {
    adapters = dir.resolve("data/adapters");
    folders = new AdapterFolders(adapters);
  }

  private Path adapter(String folder, String config, String weights) throws IOException {
    Path path = Files.createDirectories(dir.resolve(folder));
    Files.writeString(path.resolve("adapter_config.json"), config);
    Files.writeString(path.resolve("adapter_model.safetensors"), weights);
    return path;
  }

  private static String digits(String weights) {
    return Hashes.sha256(weights.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .substring(0, 12);
  }

  private static void sound(String version) {}

  @Test
  void whatWasExportedComesBackUnderItsNameWhateverTheFolderIsCalled() throws Exception {
    Path trained = adapter("trained", "{}", "w");
    String name = "home@" + digits("w");
    Files.writeString(trained.resolve("card.json"), "{\"version\": \"%s\"}".formatted(name));
    assertThat(folders.take(trained, AdapterFoldersTest::sound)).isEqualTo(name);
    folders.give(name, dir.resolve("elsewhere"));

    AdapterFolders other = new AdapterFolders(dir.resolve("other"));

    assertThat(other.take(dir.resolve("elsewhere"), AdapterFoldersTest::sound)).isEqualTo(name);
    assertThat(dir.resolve("other").resolve(name).resolve("card.json")).exists();
  }

  @Test
  void theFolderGivesTheNameWhereNoCardFitsTheWeights() throws Exception {
    Path changed = adapter("my adapter", "{}", "changed");
    assertThat(folders.take(changed, AdapterFoldersTest::sound))
        .isEqualTo("my-adapter@" + digits("changed"));
    Files.writeString(changed.resolve("card.json"), "{\"version\": \"home@0123456789ab\"}");
    assertThat(folders.take(changed, AdapterFoldersTest::sound)).startsWith("my-adapter@");
    Files.writeString(changed.resolve("card.json"), "no JSON");
    assertThat(folders.take(changed, AdapterFoldersTest::sound)).startsWith("my-adapter@");
  }

  @Test
  void whatIsRefusedLeavesNothing() throws Exception {
    Path broken = adapter("broken", "{}", "cut");
    CliException refusal = new CliException(ExitCode.BAD_INPUT, "cut short");

    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() ->
            folders.take(
                broken,
                version -> {
                  assertThat(adapters.resolve(version)).isDirectory();
                  throw refusal;
                }))
        .isSameAs(refusal);

    assertThat(adapters).isEmptyDirectory();
  }

  @Test
  void whatIsThereIsNotOverwritten() throws Exception {
    Path mine = adapter("mine", "{\"r\": 4}", "w");
    String name = folders.take(mine, AdapterFoldersTest::sound);
    adapter("mine", "{\"r\": 8}", "w");

    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> folders.take(mine, AdapterFoldersTest::sound))
        .withMessageContaining(name + " is here already, with another adapter_config.json");
    assertThat(adapters.resolve(name).resolve("adapter_config.json")).hasContent("{\"r\": 4}");

    Path others = adapter("others", "{}", "theirs");
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> folders.give(name, others))
        .withMessageContaining("holds another adapter");
    assertThat(others.resolve("adapter_model.safetensors")).hasContent("theirs");
  }

  @Test
  void whereNothingCanBeWrittenAnotherTargetIsAskedFor() throws Exception {
    String name = folders.take(adapter("mine", "{}", "w"), AdapterFoldersTest::sound);
    Path file = Files.writeString(dir.resolve("file"), "");

    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> folders.give(name, file.resolve("below")))
        .withMessageContaining("name another folder with --to");
  }
}
