// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads little-endian fields one after the other; nothing is read or allocated beyond the end. */
final class Cursor {

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final MemorySegment bytes;
  private long at;

  Cursor(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  long position() {
    return at;
  }

  byte int8(String what) {
    return bytes.get(ValueLayout.JAVA_BYTE, advance(1, what));
  }

  short int16(String what) {
    return bytes.get(SHORT, advance(2, what));
  }

  int int32(String what) {
    return bytes.get(INT, advance(4, what));
  }

  long int64(String what) {
    return bytes.get(LONG, advance(8, what));
  }

  /** A 64-bit count of things that take at least {@code bytesEach} bytes each. */
  long count(int bytesEach, String what) {
    long start = at;
    long n = int64(what);
    if (n < 0 || n > (bytes.byteSize() - at) / bytesEach) {
      throw ModelFileException.corrupt(
          file,
          "byte " + start,
          "%s says %s, more than the file can hold".formatted(what, Long.toUnsignedString(n)));
    }
    return n;
  }

  String string(String what) {
    long length = count(1, "length of " + what);
    long start = advance(length, what);
    if (length > Integer.MAX_VALUE - 8) {
      throw corrupt(start, what + " is longer than 2 GiB");
    }
    ByteBuffer slice = bytes.asSlice(start, length).asByteBuffer();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
    } catch (CharacterCodingException e) {
      throw corrupt(start, what + " is not UTF-8");
    }
  }

  ModelFileException corrupt(long place, String problem) {
    return ModelFileException.corrupt(file, "byte " + place, problem);
  }

  private long advance(long n, String what) {
    if (n > bytes.byteSize() - at) {
      throw corrupt(at, "the file ends within " + what);
    }
    long start = at;
    at += n;
    return start;
  }
}
