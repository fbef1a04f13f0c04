// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The printable spelling of bytes in byte-level vocabularies, as GPT-2 introduced it: printable
 * bytes of Latin-1 stand for themselves, the others for characters from U+0100 on.
 */
final class ByteAlphabet {

  private static final char[] SPELLING = new char[256];
  private static final int[] BYTE_OF = new int[0x200];

  static {
    Arrays.fill(BYTE_OF, -1);
    char next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
      SPELLING[b] = printable ? (char) b : next++;
      BYTE_OF[SPELLING[b]] = b;
    }
  }

  private ByteAlphabet() {}

  /** The spelling of one byte. */
  static String spell(int unsignedByte) {
    return String.valueOf(SPELLING[unsignedByte]);
  }

  /** The bytes that a token's spelling stands for; null if it holds anything else. */
  static byte @Nullable [] bytes(String spelling) {
    byte[] bytes = new byte[spelling.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = spelling.charAt(i);
      if (c >= BYTE_OF.length || BYTE_OF[c] < 0) {
        return null;
      }
      bytes[i] = (byte) BYTE_OF[c];
    }
    return bytes;
  }
}
