// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

/** A figure that must not be exceeded, in the place of a peer. */
record Limit(double figure) implements PolicySide {

  /** The grammar may take so many hundredths of a step. */
  static final Limit CONSTRAINT = new Limit(2);

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public double measure(Task task, int turn) {
    return figure;
  }

  @Override
  public void close() {}
}
