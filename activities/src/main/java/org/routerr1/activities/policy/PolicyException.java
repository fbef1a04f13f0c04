// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import org.routerr1.core.failure.FailureCode;

/** The policy gave no decision. The code says whether asking again can help. */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureCode code;
  private final boolean idTaken;

  public PolicyException(FailureCode code, String message, Throwable cause) {
    this(code, message, cause, false);
  }

  private PolicyException(FailureCode code, String message, Throwable cause, boolean idTaken) {
    super(message, cause);
    this.code = code;
    this.idTaken = idTaken;
  }

  /** The request's id was used with other content: another id will do. */
  static PolicyException idTaken(String message, Throwable cause) {
    return new PolicyException(FailureCode.POLICY_INVALID, message, cause, true);
  }

  public FailureCode code() {
    return code;
  }

  public boolean isIdTaken() {
    return idTaken;
  }
}
