// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

/** Where a sequence's keys and values lie in a {@link KvPool}. Not thread-safe. */
public final class KvRange {

  private final int begin;
  private final int capacity;
  private int length;

  KvRange(int begin, int capacity) {
    this.begin = begin;
    this.capacity = capacity;
  }

  /** First position in the pool. */
  int begin() {
    return begin;
  }

  /** Positions that fit. */
  public int capacity() {
    return capacity;
  }

  /** Positions filled so far. */
  public int length() {
    return length;
  }

  /** Forgets everything from position {@code length} on. */
  public void truncate(int length) {
    if (length < 0 || length > this.length) {
      throw new IllegalArgumentException(
          "cannot cut %d positions to %d".formatted(this.length, length));
    }
    this.length = length;
  }

  /** So many positions more are filled. */
  void grow(int positions) {
    length += positions;
  }

  void demandRoom(int positions) {
    if (positions < 1 || length + positions > capacity) {
      throw new IllegalArgumentException(
          "%d tokens do not fit after %d of %d".formatted(positions, length, capacity));
    }
  }
}
