// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

/** What comes after a fixed sequence of tokens. */
enum Goal {
  THOUGHT,
  ACTION,
  QUERY,
  NAME,
  ROUTE_DONE,
  ANSWER,
  END
}
