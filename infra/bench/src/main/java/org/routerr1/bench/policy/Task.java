// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

/**
 * What is measured.
 *
 * @param size tokens of a prompt, or callers at once
 */
record Task(Kind kind, int size) {

  /** Its unit, and whether more of it is better. */
  enum Kind {
    /** A prompt that nobody has seen. */
    PREFILL("tokens/s", true),
    /** Free text by so many callers. */
    DECODE("tokens/s", true),
    /** The first token after a prompt whose beginning is known. */
    FIRST_TOKEN("ms", false),
    /** Constrained decisions by so many callers. */
    DECISIONS("decisions/s", true),
    /** What the grammar takes of the steps, while so many callers decide. */
    CONSTRAINT("% of the steps", false);

    private final String unit;
    private final boolean moreIsBetter;

    Kind(String unit, boolean moreIsBetter) {
      this.unit = unit;
      this.moreIsBetter = moreIsBetter;
    }

    String unit() {
      return unit;
    }

    boolean moreIsBetter() {
      return moreIsBetter;
    }
  }
}
