// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A catalogue was refused. Holds everything that is wrong with it, in the file's order; the message
 * is their sentences, one a line, fit to be shown to whoever wrote the file.
 */
public final class CatalogueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public CatalogueException(List<Problem> problems) {
    super(problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
