// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFilesTest {

  private static final Instant MOMENT = Instant.parse("2026-01-31T00:00:00Z");

  @TempDir Path root;

  @Test
  void onlyTrajectoriesOfOldRunsAreDeleted() throws IOException {
    LabFiles files = new LabFiles(root);
    for (String run : List.of("old", "new")) {
      files.writeText(files.trajectory(run, "step1-0"), "{}");
      files.writeText(files.episode(run, "step1-0"), "{}");
    }
    touch(files.run("old").resolve("trajectories"), MOMENT.minusSeconds(1));
    touch(files.run("new").resolve("trajectories"), MOMENT);

    files.deleteTrajectoriesBefore(MOMENT);

    assertThat(files.run("old").resolve("trajectories")).doesNotExist();
    assertThat(files.episode("old", "step1-0")).exists();
    assertThat(files.trajectory("new", "step1-0")).exists();
  }

  private static void touch(Path path, Instant when) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(when));
  }
}
