// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

/** Sorts of questions, each a data set of its own in an evaluation. */
public enum Kind {
  /** One or two facts, one after the other. */
  BRIDGE("specialists"),
  /** Three facts, one after the other. */
  THREE_HOP("specialists/three_hop"),
  /** Whether two entities have the same value under one relation: yes or no. */
  COMPARISON("specialists/comparison");

  private final String dataSet;

  Kind(String dataSet) {
    this.dataSet = dataSet;
  }

  /** The name in tables. */
  public String dataSet() {
    return dataSet;
  }
}
