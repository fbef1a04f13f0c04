// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import org.routerr1.core.failure.FailureCode;

/** What came of one route, as the policy is told. */
public sealed interface Finding {

  /** The candidate, as the policy named it. */
  String name();

  /** The candidate's own words, untrusted. */
  record Reply(String name, String text) implements Finding {}

  /** The route failed for good. */
  record Failed(String name, FailureCode code) implements Finding {}
}
