// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedAdaptersTest {

  private @TempDir Path directory;

  @Test
  void eachIsInstalledOnceAndChosenChannelsStay() throws Exception {
    Path shipped = Files.createDirectories(directory.resolve("shipped"));
    Path version = Files.createDirectories(shipped.resolve("home@1"));
    Files.writeString(version.resolve("card.json"), "{}");
    Files.writeString(shipped.resolve("channels.json"), "shipped");
    Path adapters = directory.resolve("data/adapters");

    ShippedAdapters.install(shipped, adapters, false);
    assertThat(adapters.resolve("home@1/card.json")).hasContent("{}");
    assertThat(adapters.resolve("channels.json")).as("of another model").doesNotExist();
    ShippedAdapters.install(shipped, adapters, true);
    assertThat(adapters.resolve("channels.json")).hasContent("shipped");

    Files.writeString(adapters.resolve("channels.json"), "chosen");
    ShippedAdapters.install(shipped, adapters, true);
    assertThat(adapters.resolve("channels.json")).hasContent("chosen");
    assertThat(adapters).isDirectoryNotContaining("glob:**/.shipped*");
  }

  @Test
  void withoutAnyNothingHappens() throws Exception {
    ShippedAdapters.install(directory.resolve("nowhere"), directory.resolve("adapters"), true);
    assertThat(directory.resolve("adapters")).doesNotExist();
  }
}
