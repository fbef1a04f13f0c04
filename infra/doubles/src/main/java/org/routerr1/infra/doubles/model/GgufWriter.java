// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes GGUF files, version 3. */
public final class GgufWriter {

  private static final int ALIGNMENT = 32;

  private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();
  private final List<Entry> tensors = new ArrayList<>();
  private int keys;

  private record Entry(String name, long[] shape, GgufType type, byte[] bytes) {}

  public GgufWriter text(String key, String value) {
    return value(key, 8).string(metadata, value);
  }

  public GgufWriter whole(String key, int value) {
    return value(key, 4).int32(metadata, value);
  }

  public GgufWriter real(String key, float value) {
    return value(key, 6).int32(metadata, Float.floatToIntBits(value));
  }

  public GgufWriter texts(String key, List<String> values) {
    value(key, 9).int32(metadata, 8).int64(metadata, values.size());
    values.forEach(v -> string(metadata, v));
    return this;
  }

  public GgufWriter wholes(String key, List<Integer> values) {
    value(key, 9).int32(metadata, 5).int64(metadata, values.size());
    values.forEach(v -> int32(metadata, v));
    return this;
  }

  /** A tensor; {@code shape} is rows first. */
  public GgufWriter tensor(String name, GgufType type, byte[] bytes, long... shape) {
    tensors.add(new Entry(name, shape, type, bytes));
    return this;
  }

  /** The whole file. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    int32(out, 3).int64(out, tensors.size()).int64(out, keys);
    out.writeBytes(metadata.toByteArray());
    long offset = 0;
    for (Entry tensor : tensors) {
      string(out, tensor.name).int32(out, tensor.shape.length);
      for (int i = tensor.shape.length - 1; i >= 0; i--) {
        int64(out, tensor.shape[i]);
      }
      int32(out, tensor.type.code()).int64(out, offset);
      offset += Math.ceilDiv(tensor.bytes.length, ALIGNMENT) * ALIGNMENT;
    }
    for (Entry tensor : tensors) {
      out.writeBytes(new byte[(ALIGNMENT - out.size() % ALIGNMENT) % ALIGNMENT]);
      out.writeBytes(tensor.bytes);
    }
    return out.toByteArray();
  }

  private GgufWriter value(String key, int type) {
    keys++;
    return string(metadata, key).int32(metadata, type);
  }

  private GgufWriter string(ByteArrayOutputStream out, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    int64(out, bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private GgufWriter int32(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  private GgufWriter int64(ByteArrayOutputStream out, long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }
}
