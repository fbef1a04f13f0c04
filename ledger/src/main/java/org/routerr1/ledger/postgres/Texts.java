// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How text and trajectories become bytes, and what a text column cannot hold. */
final class Texts {

  private Texts() {}

  /**
   * As the hash in the audit sees it: a lone surrogate has no UTF-8 and becomes a question mark.
   */
  static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** For names that others made up: PostgreSQL's text cannot hold a NUL. */
  static @Nullable String withoutNul(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  static byte[] ints(List<Integer> values) {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.size());
    values.forEach(buffer::putInt);
    return buffer.array();
  }

  static byte[] floats(List<Float> values) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.size());
    values.forEach(buffer::putFloat);
    return buffer.array();
  }

  static List<Integer> intsOf(byte @Nullable [] bytes) {
    List<Integer> values = new ArrayList<>();
    if (bytes != null) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        values.add(buffer.getInt());
      }
    }
    return values;
  }

  static List<Float> floatsOf(byte @Nullable [] bytes) {
    List<Float> values = new ArrayList<>();
    if (bytes != null) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        values.add(buffer.getFloat());
      }
    }
    return values;
  }
}
