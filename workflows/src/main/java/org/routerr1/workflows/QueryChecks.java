// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.prompt.Blank;

/** What a query must look like, whoever starts it. Pure. */
public final class QueryChecks {

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_QUESTION = 100_000;
  private static final int MOST_TURNS = 50;
  private static final int MOST_PARALLEL = 16;
  private static final int MOST_TOKENS = 100_000;
  private static final long LONGEST_MILLIS = 86_400_000;

  private QueryChecks() {}

  /** A sentence that says what is wrong; null: nothing. */
  public static @Nullable String problem(QueryInput input) {
    if (isBlank(input.queryId()) || input.queryId().length() > LONGEST_ID) {
      return "queryId must have 1 to 200 characters";
    }
    if (isBlank(input.chain()) || input.chain().length() > LONGEST_ID) {
      return "chain must have 1 to 200 characters";
    }
    if (Blank.is(input.question()) || input.question().length() > LONGEST_QUESTION) {
      return "question must have 1 to 100000 characters";
    }
    // A foreign host's JSON may lack what the type promises.
    return (Object) input.options() == null ? "options are missing" : problem(input.options());
  }

  private static @Nullable String problem(QueryOptions options) {
    Long budget = options.budgetNanoUsd();
    if (budget != null && budget < 0) {
      return "the budget cannot be negative";
    }
    if (!(options.tradeOff() >= 0 && options.tradeOff() <= 1)) {
      return "the trade-off must be from 0 to 1";
    }
    if (!(options.temperature() >= 0 && options.temperature() <= 10)) {
      return "the temperature must be from 0 to 10";
    }
    if (!(options.topP() >= 0 && options.topP() <= 1)) {
      return "top-p must be from 0 to 1";
    }
    if (isOutside(options.maxTurns(), 0, MOST_TURNS)) {
      return "max turns must be from 0 to 50";
    }
    if (isOutside(options.minRoutes(), 0, MOST_TURNS)) {
      return "min routes must be from 0 to 50";
    }
    if (isOutside(options.maxParallel(), 1, MOST_PARALLEL)) {
      return "max parallel must be from 1 to 16";
    }
    if (options.deadlineMillis() < 1 || options.deadlineMillis() > LONGEST_MILLIS) {
      return "the deadline must be from 1 ms to 24 hours";
    }
    if (isOutside(options.maxThinkTokens(), 0, MOST_TOKENS)
        || isOutside(options.maxQueryTokens(), 0, MOST_TOKENS)
        || isOutside(options.maxAnswerTokens(), 0, MOST_TOKENS)) {
      return "token limits must be from 0 (the policy server's own) to 100000";
    }
    if ((Object) options.channel() == null || (Object) options.candidates() == null) {
      return "channel and candidates are missing";
    }
    return null;
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static boolean isOutside(int value, int least, int most) {
    return value < least || value > most;
  }
}
