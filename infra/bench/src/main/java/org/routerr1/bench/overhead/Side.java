// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import org.routerr1.bench.load.Measured;

/** A way to have queries answered, whose cost is measured. */
interface Side extends AutoCloseable {

  /** Has {@code n} questions answered by the candidate, {@code atOnce} at a time. */
  Measured run(int n, int atOnce, String candidate) throws InterruptedException;

  @Override
  void close();
}
