// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import java.util.List;
import org.routerr1.worlds.facts.Chain;

/**
 * A question of common knowledge with its decomposition.
 *
 * @param id the same for the same words, whatever the seed
 * @param kind its relations in the order of asking, such as {@code author → birth country}
 * @param heldOutKind whether no training question is of this kind
 * @param goldenAnswers every name under which the answer is right
 */
public record HomeQuestion(
    String id,
    String text,
    String kind,
    boolean heldOutKind,
    Chain chain,
    List<String> goldenAnswers) {

  public HomeQuestion {
    goldenAnswers = List.copyOf(goldenAnswers);
  }
}
