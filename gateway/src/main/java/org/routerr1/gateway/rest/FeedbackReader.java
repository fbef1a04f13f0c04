// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import org.routerr1.activities.Feedback;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.gateway.service.Bounds;

/** Reads feedback: an id that makes it safe to repeat, and a score or a right answer. */
final class FeedbackReader {

  private static final int MAX_ID = 128;
  private static final int MAX_TEXT = 8000;

  private FeedbackReader() {}

  /** The feedback, or a {@link ProblemException} that names the field. */
  static Feedback read(JsonNode body) {
    Fields fields = Fields.of(body, "");
    Feedback feedback =
        new Feedback(
            fields.required("id", MAX_ID),
            fields.number("score", Bounds.SCORE),
            fields.text("right_answer", MAX_TEXT),
            fields.text("comment", MAX_TEXT));
    fields.refuseOthers("; known are id, score, right_answer and comment");
    if (feedback.score() == null && feedback.rightAnswer() == null) {
      throw fields.missing("score");
    }
    return feedback;
  }
}
