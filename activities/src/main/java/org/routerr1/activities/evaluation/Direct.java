// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;
import java.util.Optional;
import org.routerr1.activities.CallPrompt;
import org.routerr1.activities.episode.Grade;
import org.routerr1.activities.episode.QuestionsEnvironment;
import org.routerr1.activities.episode.RecordedReply;
import org.routerr1.activities.episode.Recordings.Recording;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.worlds.questions.Item;

/** A candidate asked the question itself, from what was recorded. */
final class Direct {

  private Direct() {}

  static String prompt(Candidate candidate, Item item) {
    return CallPrompt.direct(candidate, item.question());
  }

  /** What it is worth; empty where no reply was recorded. */
  static Optional<Outcome> outcome(
      Recording recording, Candidate candidate, Item item, double tradeOff) {
    return recording
        .find(candidate.id(), prompt(candidate, item))
        .map(reply -> outcome(candidate, item, reply, tradeOff));
  }

  private static Outcome outcome(
      Candidate candidate, Item item, RecordedReply reply, double tradeOff) {
    long nanoUsd = candidate.price().of(reply.usage()).value();
    Grade grade =
        QuestionsEnvironment.grade(
            reply.reply().strip(),
            item.goldenAnswers(),
            List.of(candidate.id()),
            nanoUsd,
            reply.millis(),
            0,
            tradeOff);
    return new Outcome(
        grade.reward(),
        grade.exact(),
        grade.f1(),
        grade.contained(),
        nanoUsd,
        1,
        reply.millis(),
        grade.roles(),
        true,
        0);
  }
}
