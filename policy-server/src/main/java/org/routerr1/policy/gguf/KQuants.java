// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The "k" types of ggml: super-blocks of 256 numbers, whose smaller blocks have whole-numbered
 * scales that share one floating-point scale. Products are rounded in ggml's order.
 */
final class KQuants {

  /** Numbers in a super-block. */
  static final int ELEMENTS = 256;

  private static final int GROUPS = 8;
  private static final int GROUP = ELEMENTS / GROUPS;
  private static final int SMALL_GROUP = 16;

  private KQuants() {}

  /** {@link #q4Codes} multiplied out. */
  static void q4(MemorySegment in, long at, float[] out, int to) {
    Codes codes = Codes.of(ELEMENTS, GROUP);
    q4Codes(in, at, codes, 0, 0);
    for (int i = 0; i < ELEMENTS; i++) {
      int group = i / GROUP;
      out[to + i] = codes.codes()[i] * codes.scales()[group] + codes.minima()[group];
    }
  }

  /**
   * Four bits in eight groups: {@code q · (d · s) - (m · t)}. Scale and minimum of all, six bits of
   * each group's two in twelve bytes, then the numbers, two groups in 32 bytes.
   */
  static void q4Codes(MemorySegment in, long at, Codes out, int to, int firstGroup) {
    float scale = TensorType.half(in, at);
    float minimum = TensorType.half(in, at + 2);
    long sixes = at + 4;
    long fours = sixes + 12;
    for (int group = 0; group < GROUPS; group++) {
      out.scales()[firstGroup + group] = scale * sixBits(in, sixes, group, 0);
      out.minima()[firstGroup + group] = -(minimum * sixBits(in, sixes, group, 4));
      long from = fours + (group >> 1) * GROUP;
      int shift = 4 * (group & 1);
      for (int i = 0; i < GROUP; i++) {
        out.codes()[to + group * GROUP + i] = (byte) (octet(in, from + i) >> shift & 15);
      }
    }
  }

  /**
   * Six bits of a group. Groups 0 to 3 have bytes of their own, scales first; the others have four
   * bits in the last four bytes, and their upper two where the first groups leave them free.
   */
  private static int sixBits(MemorySegment in, long at, int group, int offset) {
    if (group < 4) {
      return octet(in, at + offset + group) & 63;
    }
    int low = octet(in, at + 4 + group) >> offset & 15;
    return low | octet(in, at + offset + group - 4) >> 6 << 4;
  }

  /** {@link #q6Codes} multiplied out. */
  static void q6(MemorySegment in, long at, float[] out, int to) {
    Codes codes = Codes.of(ELEMENTS, SMALL_GROUP);
    q6Codes(in, at, codes, 0, 0);
    for (int i = 0; i < ELEMENTS; i++) {
      out[to + i] = codes.codes()[i] * codes.scales()[i / SMALL_GROUP];
    }
  }

  /**
   * Six bits around 32 in sixteen groups: {@code (q - 32) · (d · s)}. The lower four bits of all,
   * the upper two, a byte of scale for each group, the scale of all.
   */
  static void q6Codes(MemorySegment in, long at, Codes out, int to, int firstGroup) {
    float scale = TensorType.half(in, at + 208);
    for (int group = 0; group < ELEMENTS / SMALL_GROUP; group++) {
      out.scales()[firstGroup + group] = scale * in.get(ValueLayout.JAVA_BYTE, at + 192 + group);
    }
    for (int i = 0; i < ELEMENTS; i++) {
      int half = i >> 7; // Each half of the numbers is packed by itself,
      int quarter = i >> 5 & 3; // in four runs of 32:
      int place = i & 31;
      int low = octet(in, at + 64 * half + 32 * (quarter & 1) + place) >> 4 * (quarter >> 1) & 15;
      int high = octet(in, at + 128 + 32 * half + place) >> 2 * quarter & 3;
      out.codes()[to + i] = (byte) ((low | high << 4) - 32);
    }
  }

  private static int octet(MemorySegment in, long at) {
    return in.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }
}
