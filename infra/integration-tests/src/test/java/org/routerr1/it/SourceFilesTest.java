// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFilesTest {

  private static final int MOST_LINES = 600;
  private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0";

  @Test
  void everyJavaFileBeginsWithItsLicenceAndIsShortEnoughToRead() throws IOException {
    List<Path> files = Repository.files(".java");
    assertThat(files).hasSizeGreaterThan(100);
    List<String> wrong = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.getFirst().equals(LICENCE)) {
        wrong.add(file + " does not begin with " + LICENCE);
      }
      if (lines.size() > MOST_LINES) {
        wrong.add(file + " has " + lines.size() + " lines: split it by stage");
      }
    }
    assertThat(wrong).isEmpty();
  }
}
