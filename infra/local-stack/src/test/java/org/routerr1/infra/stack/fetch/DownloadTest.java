// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DownloadTest {

  @Test
  void progressCountsPackagesAndMegabytesAndNeverPassesTheTotal() {
    assertThat(Download.line(3, 28, 512_000_000L, 1_270_000_000L))
        .isEqualTo("fetched 3 of 28 packages, 512 of 1270 MB");
    assertThat(Download.line(28, 28, 2_000_000_000L, 1_270_000_000L))
        .isEqualTo("fetched 28 of 28 packages, 1270 of 1270 MB");
  }

  @Test
  void sizesAreForPeople() {
    assertThat(Disk.size(1_270_000_000L)).isEqualTo("1.3 GB");
    assertThat(Disk.size(44_508_240L)).isEqualTo("45 MB");
    assertThat(Disk.size(10L)).isEqualTo("1 MB");
  }
}
