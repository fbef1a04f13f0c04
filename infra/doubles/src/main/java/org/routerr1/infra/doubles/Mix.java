// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

/** Spreads numbers over 64 bits, so that each event has a random stream of its own. */
final class Mix {

  private Mix() {}

  static long of(long... parts) {
    long h = 0;
    for (long part : parts) {
      h = (h ^ part) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 29;
    }
    return h;
  }

  /** Of a text, the same on every machine. */
  static long of(String text) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001B3L;
    }
    return of(h);
  }
}
