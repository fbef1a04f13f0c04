// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that forget what was not used for the longest time; safe for use by many threads. */
public final class Recent {

  private Recent() {}

  /** An empty map of at most so many entries. */
  public static <K, V> Map<K, V> most(int entries) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, .75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > entries;
          }
        });
  }
}
