// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.Candidate;

/** What a candidate is sent: the sub-question in the catalogue's form. Pure. */
public final class CallPrompt {

  private CallPrompt() {}

  static String of(Candidate candidate, String query, @Nullable String context) {
    String asked = context == null ? query : context + "\n\n" + query;
    return candidate.promptForm().template().replace("{query}", asked);
  }

  /** A question that is asked as it is. */
  public static String direct(Candidate candidate, String question) {
    return of(candidate, question, null);
  }

  /**
   * The question and the findings so far, for queries that share them with their candidates.
   *
   * @param observations as the policy saw them
   */
  public static String context(String question, List<String> observations) {
    StringBuilder text = new StringBuilder("The overall question: ").append(question);
    for (String observation : observations) {
      text.append("\nFound so far: ").append(observation.replaceAll("</?information>", "").strip());
    }
    return text.append("\nAnswer only this:").toString();
  }
}
