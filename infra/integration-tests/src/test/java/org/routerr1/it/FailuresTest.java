// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.routerr1.core.failure.FailureCode;

/** FAILURES.md promises something for every failure, and names the test that holds it to it. */
class FailuresTest {

  private static final int CELLS = 5;
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");

  /** Cells: what fails, what happens, what is kept, what is billed, the tests. */
  private static List<List<String>> rows() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(Repository.root().resolve("FAILURES.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| what fails"))
            .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
            .toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }

  @Test
  void everyFailureCodeHasARow() throws IOException {
    List<String> codes = new ArrayList<>();
    for (List<String> row : rows()) {
      CODE.matcher(row.getFirst()).results().forEach(found -> codes.add(found.group(1)));
    }
    assertThat(codes)
        .containsAll(Arrays.stream(FailureCode.values()).map(FailureCode::wire).toList());
  }

  @Test
  void everyRowIsFullAndNamesTestsThatExist() throws IOException {
    List<Path> tests = Repository.files(".java");
    for (List<String> row : rows()) {
      assertThat(row).as("the row of %s", row.getFirst()).hasSize(CELLS).doesNotContain("");
      List<String> named = new ArrayList<>();
      Matcher test = TEST.matcher(row.getLast());
      while (test.find()) {
        named.add(test.group());
        assertThat(tests)
            .as("%s, named by the row of %s", test.group(), row.getFirst())
            .anyMatch(has(test.group(1), test.group(2)));
      }
      assertThat(named).as("tests of the row of %s", row.getFirst()).isNotEmpty();
    }
  }

  private static java.util.function.Predicate<Path> has(String type, String method) {
    Pattern declaration = Pattern.compile("\\bvoid " + method + "\\(");
    return file -> {
      boolean candidate =
          file.getFileName().toString().equals(type + ".java")
              && file.toString().contains("/src/test/");
      try {
        return candidate && declaration.matcher(Files.readString(file)).find();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    };
  }
}
