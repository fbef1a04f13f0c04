// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, so that all of it can be said at once. */
final class Problems {

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String path, String what) {
    // A value may break several rules; the first one found at a place is enough to act on.
    if (path.isEmpty() || found.stream().noneMatch(p -> p.path().equals(path))) {
      found.add(new Problem(file, line, path, what));
    }
  }

  /** Ends the reading if there is anything to say. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new CatalogueException(
          found.stream().sorted(Comparator.comparingInt(Problem::line)).toList());
    }
  }
}
