// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A prompt in the pieces in which it is kept: blocks at the same places, then what is left but the
 * last token, which is run with what is written first. Keys and values of a piece are, to the bit,
 * a function of the tokens up to its end, however many pieces are computed at once; so one computed
 * for another prompt can be taken instead.
 */
record Prompt(int[] ids, List<Piece> pieces) {

  /** Positions of a block. */
  static final int BLOCK = 16;

  /**
   * @param name says version and all tokens up to {@code to}: equal names are equal beginnings
   */
  record Piece(String name, int from, int to) {}

  static Prompt of(String version, int[] ids) {
    MessageDigest digest = Digests.sha256();
    byte[] name = digest.digest(version.getBytes(UTF_8));
    List<Piece> pieces = new ArrayList<>();
    for (int from = 0; from < ids.length - 1; from += BLOCK) {
      int to = Math.min(from + BLOCK, ids.length - 1);
      ByteBuffer tokens = ByteBuffer.allocate((to - from) * 4).order(ByteOrder.LITTLE_ENDIAN);
      tokens.asIntBuffer().put(ids, from, to - from);
      digest.update(name);
      name = digest.digest(tokens.array());
      pieces.add(new Piece(HexFormat.of().formatHex(name), from, to));
    }
    return new Prompt(ids, List.copyOf(pieces));
  }

  int last() {
    return ids[ids.length - 1];
  }
}
