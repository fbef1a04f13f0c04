// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.Optional;
import org.routerr1.policy.model.Adapter;

/**
 * One version of the policy, ready to run. Its adapter is freed when it was retired and the last
 * job that holds it has ended. Thread-safe.
 */
public final class PolicyVersion {

  private final String name;
  private final Optional<Adapter> adapter;
  private int holders;
  private boolean retired;

  /**
   * @param name what requests call it
   * @param adapter what it adds to the base model; none for the base model itself
   */
  public PolicyVersion(String name, Optional<Adapter> adapter) {
    this.name = name;
    this.adapter = adapter;
  }

  public String name() {
    return name;
  }

  public Optional<Adapter> adapter() {
    return adapter;
  }

  /** Holds it for a job; false if it was retired already. */
  synchronized boolean hold() {
    if (retired) {
      return false;
    }
    holders++;
    return true;
  }

  /** A job that held it has ended. */
  synchronized void release() {
    holders--;
    freeIfDone();
  }

  /** No further job may hold it. */
  public synchronized void retire() {
    if (!retired) {
      retired = true;
      freeIfDone();
    }
  }

  private void freeIfDone() {
    if (retired && holders == 0) {
      adapter.ifPresent(Adapter::close);
    }
  }
}
