// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries that began under an earlier release go on under this one; {@link HistoriesIT} says how.
 */
class SavedHistoriesTest {

  private static final Path SAVED = Path.of("src", "test", "resources", "histories");

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.list(SAVED)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aSavedHistoryIsReplayed(Path file) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(file.toFile(), QueryWorkflowImpl.class);
  }

  @Test
  void aChangedHistoryIsRefused() throws Exception {
    String history = Files.readString(SAVED.resolve("v1-queued.json"));
    String changed = history.replace("\"router-r1.call\"", "\"router-r1.other\"");
    assertThat(changed).isNotEqualTo(history);
    assertThatThrownBy(
            () -> WorkflowReplayer.replayWorkflowExecution(changed, QueryWorkflowImpl.class))
        .isInstanceOf(RuntimeException.class);
  }
}
