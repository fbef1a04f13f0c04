// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

/** A low-rank change of a model's matrices, ready to run beside it, for the model that made it. */
public interface Adapter extends AutoCloseable {

  @Override
  void close();
}
