// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chance that depends on nothing but a seed and the names of what is drawn, so that the same draw
 * comes out in any order, process and version of the JDK.
 */
public final class Draw {

  private Draw() {}

  /** A seed for what {@code parts} name, under {@code seed}. */
  public static long seed(long seed, Object... parts) {
    long h = mix(seed ^ 0x9E3779B97F4A7C15L);
    for (Object part : parts) {
      String s = String.valueOf(part);
      long f = 0xCBF29CE484222325L;
      for (int i = 0; i < s.length(); i++) {
        f = (f ^ s.charAt(i)) * 0x100000001B3L;
      }
      h = mix(h * 31 + f);
    }
    return h;
  }

  /** A number in [0, 1). */
  public static double uniform(long seed, Object... parts) {
    return (seed(seed, parts) >>> 11) * 0x1.0p-53;
  }

  /** A generator of its own for what {@code parts} name. */
  public static RandomGenerator generator(long seed, Object... parts) {
    return new SplittableRandom(seed(seed, parts));
  }

  /** One of the list, all alike. */
  public static <T> T one(RandomGenerator random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A number in [low, high], both included. */
  public static int between(RandomGenerator random, int low, int high) {
    return random.nextInt(low, high + 1);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
