// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

/** An engine whose pace is measured. */
interface PolicySide extends AutoCloseable {

  String name();

  /**
   * One turn.
   *
   * @param turn the number of this measurement in the run; prompts differ by it
   */
  double measure(Task task, int turn) throws InterruptedException;

  @Override
  void close();
}
