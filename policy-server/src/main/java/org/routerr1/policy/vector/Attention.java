// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.vector;

import static org.routerr1.policy.vector.Kernels.FLOATS;
import static org.routerr1.policy.vector.Kernels.LANES;
import static org.routerr1.policy.vector.Kernels.WIDTH;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * What query heads read from one key head of one sequence: "Attention Is All You Need" (Vaswani et
 * al.). A lone row goes through the keys one by one, where they lie; where several look together,
 * keys and values become panels of {@link Kernels}. One thread's; it keeps the memory.
 */
public final class Attention {

  private static final int TOGETHER = 4;

  /** Rows that are compared and mixed at once, so that their weights stay in the near caches. */
  private static final int ROWS = 16;

  private static final long VECTOR = (long) LANES * Float.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final int headWidth;

  /** A head in whole vectors, filled up with zeros. */
  private final int stride;

  private final float scale;
  private final float[] lanes = new float[LANES];
  private Place allKeys = new Place(MemorySegment.NULL, 0, 0, 0);
  private Place allValues = allKeys;
  private float[] keys = {};
  private float[] values = {};
  private float[] keyPanels = {};
  private float[] valuePanels = {};
  private float[] queries = {};
  private float[] weights = {};
  private float[] totals = {};
  private float[] sums = {};
  private int length;

  /** For heads of so many numbers. */
  public Attention(int headWidth) {
    this.headWidth = headWidth;
    int step = TOGETHER * LANES;
    this.stride = Math.ceilDiv(headWidth, step) * step;
    this.scale = (float) (1 / Math.sqrt(headWidth));
  }

  /**
   * A head's keys or values among those of all positions and heads.
   *
   * @param begin where the sequence begins, in positions
   * @param positionWidth numbers of one position
   * @param headAt where the head's begin among them
   */
  public record Place(MemorySegment numbers, long begin, int positionWidth, int headAt) {

    /** Where the head's numbers begin, in bytes. */
    private long at() {
      return (begin * positionWidth + headAt) * Float.BYTES;
    }

    /** Bytes from a position's to the next one's. */
    private long step() {
      return (long) positionWidth * Float.BYTES;
    }
  }

  /** Takes the first positions' keys and values, which are looked at next. */
  public void see(Place ofKeys, Place ofValues, int positions) {
    allKeys = ofKeys;
    allValues = ofValues;
    length = positions;
  }

  /** Writes a head's numbers down one position after the other, in whole vectors. */
  private float[] copy(Place from, float[] old) {
    float[] to = room(old, length * stride);
    for (int i = 0; i < length; i++) {
      long at = from.at() + i * from.step();
      MemorySegment.copy(from.numbers, ValueLayout.JAVA_FLOAT, at, to, i * stride, headWidth);
      Arrays.fill(to, i * stride + headWidth, (i + 1) * stride, 0);
    }
    return to;
  }

  private boolean isWhole() {
    return headWidth == stride;
  }

  /**
   * Reads for some rows, of each for some heads that lie side by side; the last row sees all
   * positions, each one before it one less. Sums run in another order for a lone row than for one
   * of several, for which it does not matter how many there are.
   *
   * @param lone whether it is a row by itself, and not one of several that are read in turns
   * @param q rows of queries, {@code qStride} from one to the next
   * @param out rows for what is read
   */
  public void read(
      float[] q,
      int qAt,
      int qStride,
      int rows,
      boolean lone,
      int heads,
      float[] out,
      int outAt,
      int outStride) {
    if (!lone || !isWhole()) {
      keys = copy(allKeys, keys);
      values = copy(allValues, values);
    }
    if (!lone) {
      layKeys();
      layValues();
    }
    for (int row = 0; row < rows; row += ROWS) {
      int some = Math.min(ROWS, rows - row);
      takeQueries(q, qAt + row * qStride, qStride, some, heads);
      int seen = length - rows + row + some;
      if (lone) {
        readAlone(some, heads, seen);
      } else {
        readTogether(some, heads, seen);
      }
      write(some, heads, out, outAt + row * outStride, outStride);
    }
  }

  private void takeQueries(float[] q, int qAt, int qStride, int rows, int heads) {
    int count = rows * heads;
    queries = room(queries, count * stride);
    for (int i = 0; i < count; i++) {
      int from = qAt + i / heads * qStride + i % heads * headWidth;
      for (int j = 0; j < headWidth; j++) {
        queries[i * stride + j] = q[from + j] * scale;
      }
      Arrays.fill(queries, i * stride + headWidth, (i + 1) * stride, 0);
    }
  }

  private void write(int rows, int heads, float[] out, int outAt, int outStride) {
    for (int i = 0; i < rows * heads; i++) {
      int to = outAt + i / heads * outStride + i % heads * headWidth;
      for (int j = 0; j < headWidth; j++) {
        out[to + j] = sums[i * stride + j] / totals[i];
      }
    }
  }

  /** {@code sums} and {@code totals} of the queries, each by itself. */
  private void readAlone(int rows, int heads, int seen) {
    int room = makeRoom(rows * heads, seen);
    Place seenKeys = isWhole() ? allKeys : new Place(MemorySegment.ofArray(keys), 0, stride, 0);
    Place seenValues =
        isWhole() ? allValues : new Place(MemorySegment.ofArray(values), 0, stride, 0);
    for (int i = 0; i < rows * heads; i++) {
      int end = seen - rows + 1 + i / heads;
      compare(seenKeys, i * stride, end, i * room);
      totals[i] = exponents(i * room, end, room);
      mix(seenValues, i * room, seen, i * stride);
    }
  }

  /** {@link #readAlone}, by the panels; what a row does not see weighs nothing. */
  private void readTogether(int rows, int heads, int seen) {
    int count = rows * heads;
    int room = makeRoom(count, seen);
    Arrays.fill(weights, 0, count * room, 0);
    for (int at = 0; at < room; at += WIDTH) {
      Kernels.add(
          keyPanels, at * headWidth, headWidth, queries, 0, stride, count, weights, at, room);
    }
    for (int i = 0; i < count; i++) {
      totals[i] = exponents(i * room, seen - rows + 1 + i / heads, room);
    }
    Arrays.fill(sums, 0, count * stride, 0);
    for (int at = 0; at < stride; at += WIDTH) {
      Kernels.add(valuePanels, at * length, seen, weights, 0, room, count, sums, at, stride);
    }
  }

  /** Room for so many queries' results; returns that of one query's weights. */
  private int makeRoom(int count, int seen) {
    int room = Panels.padded(seen);
    weights = room(weights, count * room);
    totals = room(totals, count);
    sums = room(sums, count * stride);
    return room;
  }

  /** Positions are the outputs of these panels. */
  private void layKeys() {
    int room = Panels.padded(length);
    keyPanels = room(keyPanels, room * headWidth);
    Arrays.fill(keyPanels, (room - WIDTH) * headWidth, room * headWidth, 0);
    for (int i = 0; i < length; i++) {
      int to = i / WIDTH * WIDTH * headWidth + i % WIDTH;
      for (int j = 0; j < headWidth; j++) {
        keyPanels[to + j * WIDTH] = keys[i * stride + j];
      }
    }
  }

  /** Positions are the inputs of these panels. */
  private void layValues() {
    valuePanels = room(valuePanels, length * stride);
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < stride; j += WIDTH) {
        System.arraycopy(values, i * stride + j, valuePanels, j * length + i * WIDTH, WIDTH);
      }
    }
  }

  private void compare(Place seen, int query, int end, int to) {
    MemorySegment numbers = seen.numbers;
    long at = seen.at();
    long step = seen.step();
    for (int i = 0; i < end; i++) {
      FloatVector even = FloatVector.zero(FLOATS);
      FloatVector odd = even;
      for (int j = 0; j < stride; j += 2 * LANES) {
        long from = at + i * step + (long) j * Float.BYTES;
        even =
            FloatVector.fromArray(FLOATS, queries, query + j)
                .fma(FloatVector.fromMemorySegment(FLOATS, numbers, from, ORDER), even);
        odd =
            FloatVector.fromArray(FLOATS, queries, query + j + LANES)
                .fma(FloatVector.fromMemorySegment(FLOATS, numbers, from + VECTOR, ORDER), odd);
      }
      even.add(odd).intoArray(lanes, 0);
      weights[to + i] = Elementwise.sum(lanes);
    }
  }

  private void mix(Place seen, int weight, int end, int to) {
    MemorySegment numbers = seen.numbers;
    long step = seen.step();
    for (int j = 0; j < stride; j += TOGETHER * LANES) {
      long at = seen.at() + (long) j * Float.BYTES;
      FloatVector a = FloatVector.zero(FLOATS);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      for (int i = 0; i < end; i++) {
        FloatVector v = FloatVector.broadcast(FLOATS, weights[weight + i]);
        long from = at + i * step;
        a = v.fma(FloatVector.fromMemorySegment(FLOATS, numbers, from, ORDER), a);
        b = v.fma(FloatVector.fromMemorySegment(FLOATS, numbers, from + VECTOR, ORDER), b);
        c = v.fma(FloatVector.fromMemorySegment(FLOATS, numbers, from + 2 * VECTOR, ORDER), c);
        d = v.fma(FloatVector.fromMemorySegment(FLOATS, numbers, from + 3 * VECTOR, ORDER), d);
      }
      a.intoArray(sums, to + j);
      b.intoArray(sums, to + j + LANES);
      c.intoArray(sums, to + j + 2 * LANES);
      d.intoArray(sums, to + j + 3 * LANES);
    }
  }

  /**
   * Makes the weights up to {@code end} powers of e, the largest 1, and those after it nothing;
   * returns their sum.
   */
  private float exponents(int at, int end, int room) {
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < end; i++) {
      most = Math.max(most, weights[at + i]);
    }
    Arrays.fill(weights, at + end, at + room, most);
    Elementwise.exp(weights, at, room, most, 1, weights, at);
    Arrays.fill(weights, at + end, at + room, 0);
    FloatVector total = FloatVector.zero(FLOATS);
    for (int i = 0; i < room; i += LANES) {
      total = total.add(FloatVector.fromArray(FLOATS, weights, at + i));
    }
    total.intoArray(lanes, 0);
    return Elementwise.sum(lanes);
  }

  private static float[] room(float[] array, int length) {
    return array.length >= length ? array : new float[Math.max(length, 2 * array.length)];
  }
}
