// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.util.Arrays;

/** A growing list of token ids without boxing. */
public final class IntList {

  private int[] values = new int[64];
  private int size;

  /** Appends one. */
  public void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** Appends all. */
  public void addAll(int[] more) {
    for (int value : more) {
      add(value);
    }
  }

  public int get(int index) {
    return values[index];
  }

  public int size() {
    return size;
  }

  /** A copy. */
  public int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
