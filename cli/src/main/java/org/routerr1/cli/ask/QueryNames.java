// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names for queries: the command, and as many random digits as make them unique. */
public final class QueryNames {

  private static final int BYTES = 6;

  private QueryNames() {}

  public static String next(String command, RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return command + "-" + HexFormat.of().formatHex(bytes);
  }
}
