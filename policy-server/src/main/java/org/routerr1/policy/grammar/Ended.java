// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

/** The action is complete. */
record Ended() implements ActionState {

  private static final int[] NOTHING = {};

  @Override
  public int[] legal() {
    return NOTHING;
  }

  @Override
  public ActionState after(int token) {
    throw new IllegalArgumentException("the action has ended");
  }

  @Override
  public boolean isFullAnswer() {
    return false;
  }

  @Override
  public boolean isFixed() {
    return false;
  }
}
