// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

/** Whoever a training can lose. */
enum Part {
  POLICY_SERVER("policy-server"),
  WORKER("worker"),
  TEMPORAL("temporal");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
