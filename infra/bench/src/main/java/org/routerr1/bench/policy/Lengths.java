// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

/**
 * How long texts are.
 *
 * @param decode tokens that a caller has written at a time
 * @param rounds how often each caller asks in a turn
 */
record Lengths(int decode, int rounds) {

  static final Lengths WHOLE = new Lengths(128, 3);
  static final Lengths QUICK = new Lengths(32, 1);

  /** Tokens that the prompts of free texts begin with. */
  static final int BEGINNING = 32;

  /** Tokens of each free text of a decision. */
  static final int TEXT = 24;
}
