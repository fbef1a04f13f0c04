// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import org.routerr1.policy.decide.Decision.Token;

/** What comes after a prompt, token by token. Not thread-safe. */
interface Writing {

  /** Whether nothing is left to be run. */
  boolean isFinished();

  /** The tokens to be run next; the questions are about what follows the last of them. */
  int[] pending();

  /** One for each of the last rows of {@link #pending()}. */
  List<Question> questions();

  /** Takes the answers, in order, and goes on. */
  void answered(List<Token> answers);

  /** What was written or looked at so far. */
  List<Token> tokens();
}
