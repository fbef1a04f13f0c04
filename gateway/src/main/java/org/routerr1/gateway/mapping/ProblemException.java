// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.mapping;

/** Carries a {@link Problem} to the mapper that answers with it. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    // An expected outcome, not a defect: no stack trace.
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
