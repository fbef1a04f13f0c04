// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

/** How an episode is shown. */
public enum Variant {
  /** As it was drawn. */
  PLAIN,
  /** Two candidates have exchanged their prices, which moves the expected-utility script's call. */
  SWAPPED,
  /** The same candidates under new names and in another order. */
  RENAMED
}
