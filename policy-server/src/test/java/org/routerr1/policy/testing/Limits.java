// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.util.List;
import org.routerr1.policy.grammar.ActionLimits;

/** Limits of actions for tests. */
public final class Limits {

  private Limits() {}

  /** Limits without a word list. */
  public static ActionLimits of(
      List<String> names, int routes, boolean mayAnswer, int think, int query, int answer) {
    return new ActionLimits(names, routes, mayAnswer, think, query, answer);
  }
}
