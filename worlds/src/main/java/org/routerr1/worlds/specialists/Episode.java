// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

/**
 * A question with the candidates drawn for it. The same at every trade-off, so that policies and
 * weights are compared on pairs.
 *
 * @param seed of the replies
 */
public record Episode(Kind kind, long number, long seed, Question question, Pool pool) {

  /** The same question over other descriptors; what each candidate knows stays. */
  public Episode with(Pool other) {
    return new Episode(kind, number, seed, question, other);
  }
}
