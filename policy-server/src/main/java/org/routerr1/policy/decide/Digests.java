// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.routerr1.core.audit.Hashes;

/** SHA-256 of what decisions are made of. */
public final class Digests {

  private Digests() {}

  /** The seed that a request id stands for: the first eight bytes of its hash, big-endian. */
  public static long seed(String requestId) {
    return ByteBuffer.wrap(sha256().digest(requestId.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** Of token ids as little-endian 32-bit numbers, hexadecimal. */
  static String of(int[] ids) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(ids);
    return Hashes.sha256(bytes.array());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
