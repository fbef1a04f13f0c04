// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

  @TempDir Path dir;

  /** Python's locks are the system's as Java's are, and of another process. */
  @Test
  void whoJoinsWhatItsProcessHoldsDoesNotGiveItAway() throws Exception {
    assertThat(isFree()).isTrue();
    try (DirectoryLock held = DirectoryLock.take(dir, Progress.SILENT)) {
      try (DirectoryLock joined = DirectoryLock.join(dir, Progress.SILENT)) {
        assertThat(isFree()).isFalse();
      }
      assertThat(isFree()).isFalse();
    }
    assertThat(isFree()).isTrue();
    try (DirectoryLock held = DirectoryLock.join(dir, Progress.SILENT)) {
      assertThat(isFree()).isFalse();
    }
  }

  private boolean isFree() throws IOException, InterruptedException {
    String program =
        "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'a'), fcntl.LOCK_EX | fcntl.LOCK_NB)";
    return new ProcessBuilder(List.of("python3", "-c", program, dir.resolve(".lock").toString()))
            .redirectErrorStream(true)
            .start()
            .waitFor()
        == 0;
  }
}
