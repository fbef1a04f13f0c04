// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/** Problems that more than one service has. */
final class Problems {

  private Problems() {}

  static ProblemException unknownQuery(String queryId) {
    String message = "there is no query '%s'".formatted(queryId);
    return Problem.ofRequest(404, "query_not_found", message, "id").exception();
  }
}
