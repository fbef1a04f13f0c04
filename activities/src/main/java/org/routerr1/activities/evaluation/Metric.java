// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;
import java.util.Locale;

/** What is measured of an answer. */
enum Metric {
  REWARD,
  ACCURACY,
  EXACT_MATCH,
  F1,
  CONTAINED;

  /** Of made worlds, where an answer is right or not. */
  static final List<Metric> OF_WORLDS = List.of(REWARD, ACCURACY);

  /** Of question files. */
  static final List<Metric> OF_FILES = List.of(EXACT_MATCH, F1, CONTAINED);

  /** Of the home suite. */
  static final List<Metric> OF_HOME = List.of(REWARD, EXACT_MATCH, F1, CONTAINED);

  /** The name in documents. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
