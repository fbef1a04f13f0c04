// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private static final Path HOME = Path.of("/home");

  @TempDir Path data;

  @Test
  void whatRunsKeepsItsCatalogueAndPorts() throws Exception {
    Settings.choose(20_000, Path.of("/mine.yaml"), null, false, HOME).remember(data);
    Settings remembered = Settings.remembered(data);

    Settings later = Settings.choose(null, null, remembered, true, HOME);

    assertThat(later).isEqualTo(remembered);
    assertThat(later.catalogue()).isEqualTo(Path.of("/mine.yaml"));
  }

  @Test
  void whatWasStoppedStartsWithTheDefaultCatalogueOnItsPorts() throws Exception {
    Settings.choose(20_000, Path.of("/mine.yaml"), null, false, HOME).remember(data);

    Settings later = Settings.choose(null, null, Settings.remembered(data), false, HOME);

    assertThat(later.catalogue()).isEqualTo(Path.of("/home/catalogue.yaml"));
    assertThat(later.ports().base()).isEqualTo(20_000);
  }
}
