// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path dir;

  @Test
  void givesTheLastLinesOnly() throws Exception {
    Path log = Files.writeString(dir.resolve("log"), "x".repeat(50_000) + "\none\ntwo\nthree\n");

    assertThat(LogTail.of(log, 2)).isEqualTo("two\nthree");
    assertThat(LogTail.of(dir.resolve("none"), 2)).isEmpty();
  }
}
