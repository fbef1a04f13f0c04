// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.Progress;
import org.routerr1.infra.stack.StackException;
import org.routerr1.infra.stack.StackException.Kind;

/** What does not fit on the disk is told with its size before anything is made. */
class RoomTest {

  private static final PackagePin HUGE = new PackagePin("huge", "1.0", 1L << 50, List.of("aa"));

  @TempDir Path dir;

  private Venv venv() {
    // Nothing runs this Python: room is demanded first.
    return new Venv(dir.resolve("python"), new Python(dir.resolve("no-python"), "cp310"));
  }

  @Test
  void aFetchThatDoesNotFitSaysHowMuchItNeeds() {
    LockFile lock = new LockFile(Map.of("all", new Group("all", List.of(HUGE), null)));
    Fetcher fetcher = new Fetcher(lock, dir.resolve("cache"), venv(), Progress.SILENT);

    assertThatThrownBy(() -> fetcher.fetch(List.of("all")))
        .isInstanceOfSatisfying(
            StackException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContaining("fetching 1 packages needs 1125899.")
        .hasMessageContaining("are free");
    assertThat(dir.resolve("python")).doesNotExist();
  }

  @Test
  void anEnvironmentThatDoesNotFitSaysHowMuchItNeeds() {
    assertThatThrownBy(() -> venv().create(List.of(HUGE)))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("the Python environment needs 3377699.");
  }
}
