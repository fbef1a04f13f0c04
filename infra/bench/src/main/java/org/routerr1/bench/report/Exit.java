// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.report;

import org.routerr1.infra.stack.StackException;

/** Exit codes of the command line. */
public final class Exit {

  public static final int DONE = 0;
  public static final int DEFECT = 1;
  public static final int BAD_INPUT = 2;
  public static final int MISSING = 3;
  public static final int VERIFICATION_FAILED = 5;

  private Exit() {}

  public static int of(StackException e) {
    return switch (e.kind()) {
      case BAD_INPUT -> BAD_INPUT;
      case MISSING -> MISSING;
      case VERIFICATION -> VERIFICATION_FAILED;
    };
  }
}
