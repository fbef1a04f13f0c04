// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells rows that need another grader than a comparison with golden answers. */
final class Grading {

  /** A command, or a formula between dollars; sums of money have spaces between theirs. */
  private static final Pattern LATEX =
      Pattern.compile("\\\\[a-zA-Z]{2,}|\\$[^$]*[\\\\^_{}=][^$]*\\$|\\$\\w+\\$");

  private Grading() {}

  /** Why a row cannot be graded yet, if so. */
  static Optional<String> obstacle(JsonNode row) {
    if (says(row, "entry_point") || says(row, "test") || says(row, "input_output")) {
      return Optional.of("code: its tests would have to be run");
    }
    if (says(row, "options") || says(row, "choices")) {
      return Optional.of("multiple choice: its options are not put to the policy yet");
    }
    if (row.has("context") || row.has("is_impossible")) {
      return Optional.of("reading: each question needs its passage (\"context\")");
    }
    if (row.has("answer") && !row.has("golden_answers")) {
      return Optional.of("mathematics: the answer is an expression or a number (\"answer\")");
    }
    for (JsonNode golden : row.path("golden_answers")) {
      if (LATEX.matcher(golden.asText()).find()) {
        return Optional.of("mathematics: golden answers in LaTeX");
      }
    }
    return Optional.empty();
  }

  /** Some files keep the field in their {@code metadata}. */
  private static boolean says(JsonNode row, String field) {
    return row.has(field) || row.path("metadata").has(field);
  }
}
