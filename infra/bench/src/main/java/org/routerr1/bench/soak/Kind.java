// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.soak;

/** What a caller does. */
enum Kind {
  /** Somebody waits for a decision. */
  QUERY("query", 48),
  /** The same, read as it is written. */
  STREAM("stream", 14),
  /** A decision of an episode, by callers who do nothing else: queries go first. */
  TRAINING("training", 0),
  /** How likely an action is that was decided before. */
  SCORE("score", 12),
  /** A decision that nobody waits for to its end. */
  CANCELLED("cancelled", 14),
  /** A decision that was made before, asked for again. */
  REPEATED("repeated", 12);

  private final String label;
  private final int share;

  Kind(String label, int share) {
    this.label = label;
    this.share = share;
  }

  String label() {
    return label;
  }

  /** The kind that a number below 100 falls on. */
  static Kind at(int percent) {
    int end = 0;
    for (Kind kind : values()) {
      end += kind.share;
      if (percent < end) {
        return kind;
      }
    }
    throw new IllegalArgumentException(percent + " is not below 100");
  }
}
