// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTextsTest {

  private static final List<String> OBSERVATIONS =
      List.of(
          "\n\n<information>Amber: J.K. Rowling</information>\n\n",
          "\n\n<information>[Cedar failed: timeout]</information>\n\n",
          "\n\n<information>\nOpal: Paris\nIvory: Lyon</information>\n\n");

  @Test
  void queriesAreCopiedFromQuestionAndRepliesButNeitherSpeakersNorFailures() {
    assertThat(CopyTexts.ofQueries("Who?", OBSERVATIONS))
        .containsExactly("Who?", "J.K. Rowling", "Paris", "Lyon");
  }

  @Test
  void whoDoesNotKnowGivesNoWordsToAskWith() {
    List<String> said = List.of("\n\n<information>Amber: I don't know</information>\n\n");
    assertThat(CopyTexts.ofQueries("Who?", said)).containsExactly("Who?");
  }

  @Test
  void answersAreCopiedFromReplies() {
    assertThat(CopyTexts.ofAnswers(OBSERVATIONS))
        .containsExactly("J.K. Rowling", "Paris", "Lyon", "yes", "no", "I don't know");
  }

  @Test
  void whatNothingLimitsMayBeAnything() {
    assertThat(CopyTexts.allow(List.of(), "whatever", false)).isTrue();
    assertThat(CopyTexts.allow(List.of("Paris"), "whatever", false)).isFalse();
  }
}
