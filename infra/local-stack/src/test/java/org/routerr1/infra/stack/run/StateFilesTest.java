// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.StackException;

class StateFilesTest {

  @TempDir Path dir;

  /** Two commands that stop one stack; a link to nothing is as a file that was just deleted. */
  @Test
  void aFileThatGoesAwayWhileTheyAreReadIsOfAPartThatIsGone() throws IOException {
    Files.createSymbolicLink(dir.resolve("worker.json"), dir.resolve("deleted"));
    StateFiles files = new StateFiles(dir, dir.resolve("postgres"));
    assertThat(files.all()).isEmpty();
    assertThat(files.read("worker")).isEmpty();
  }

  @Test
  void aBrokenFileIsNamedWithWhatToDo() throws IOException {
    Files.writeString(dir.resolve("worker.json"), "{");
    assertThatThrownBy(() -> new StateFiles(dir, dir.resolve("postgres")).all())
        .isInstanceOf(StackException.class)
        .hasMessageContaining("worker.json")
        .hasMessageContaining("delete the file");
  }
}
