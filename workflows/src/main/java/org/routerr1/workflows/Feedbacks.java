// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import org.routerr1.activities.Feedback;

/** What feedback must look like. */
final class Feedbacks {

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TEXT = 10_000;

  private Feedbacks() {}

  /** Throws {@link IllegalArgumentException} with a sentence that says what to change. */
  static void check(Feedback feedback) {
    String id = feedback.id();
    if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException("feedback needs an id of 1 to 200 characters");
    }
    Double score = feedback.score();
    if (score == null && feedback.rightAnswer() == null) {
      throw new IllegalArgumentException("feedback needs a score or a right answer");
    }
    if (score != null && !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("feedback's score must be from 0 to 1, got " + score);
    }
    checkText("right answer", feedback.rightAnswer());
    checkText("comment", feedback.comment());
  }

  private static void checkText(String what, @org.jspecify.annotations.Nullable String text) {
    if (text != null && text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "feedback's " + what + " must have at most 10000 characters, got " + text.length());
    }
  }
}
