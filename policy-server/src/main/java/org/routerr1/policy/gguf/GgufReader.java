// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the header of a GGUF file: magic, version, metadata, tensor descriptions. After it,
 * aligned, lie the tensors' bytes.
 */
final class GgufReader {

  private static final int MAGIC = 0x46554747; // "GGUF", little-endian
  private static final int MAX_DIMENSIONS = 4;
  private static final int MAX_NESTING = 4;
  private static final int MAX_ITEMS = 1 << 22;

  private final Path file;
  private final MemorySegment bytes;
  private final Cursor in;

  GgufReader(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
    this.in = new Cursor(file, bytes);
  }

  GgufFile read(Arena arena) {
    if (in.int32("the magic number") != MAGIC) {
      throw in.corrupt(0, "this is not a GGUF file");
    }
    int version = in.int32("the version");
    if (version != 2 && version != 3) {
      throw ModelFileException.unsupported(
          file, "byte 4", "GGUF version %d is not 2 or 3".formatted(version));
    }
    // A tensor's description takes 24 bytes at least, a key with its value 13.
    long tensorCount = in.count(24, "the number of tensors");
    long keyCount = in.count(13, "the number of metadata keys");

    Metadata metadata = readMetadata(keyCount);
    int alignment = metadata.optionalWhole("general.alignment", 1, 1 << 20).orElse(32);
    List<Description> descriptions = new ArrayList<>();
    for (long i = 0; i < tensorCount; i++) {
      descriptions.add(readDescription(i));
    }
    long data = Math.ceilDiv(in.position(), alignment) * alignment;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Description d : descriptions) {
      if (tensors.put(d.name, locate(d, data, alignment)) != null) {
        throw ModelFileException.corrupt(file, "tensor " + d.name, "is described twice");
      }
    }
    checkEnd(tensors, data, alignment);
    return new GgufFile(file, metadata, Collections.unmodifiableMap(tensors), bytes, arena);
  }

  /** The last tensor may be filled up like all others; what follows is not of this file. */
  private void checkEnd(Map<String, Tensor> tensors, long data, int alignment) {
    long end =
        tensors.values().stream()
            .mapToLong(t -> t.bytes().address() - bytes.address() + t.bytes().byteSize())
            .max()
            .orElse(Math.min(data, bytes.byteSize()));
    long padded = Math.ceilDiv(end, alignment) * alignment;
    if (bytes.byteSize() > padded) {
      throw in.corrupt(padded, "%d bytes belong to no tensor".formatted(bytes.byteSize() - padded));
    }
  }

  private Metadata readMetadata(long count) {
    Map<String, MetaValue> values = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      long start = in.position();
      String key = in.string("metadata key " + i);
      MetaValue value = readValue(in.int32("type of " + key), "metadata " + key, 0);
      if (values.put(key, value) != null) {
        throw in.corrupt(start, "metadata %s is given twice".formatted(key));
      }
    }
    return new Metadata(file, Collections.unmodifiableMap(values));
  }

  private MetaValue readValue(int type, String what, int depth) {
    return switch (type) {
      case 0 -> new MetaValue.Whole(in.int8(what) & 0xff);
      case 1 -> new MetaValue.Whole(in.int8(what));
      case 2 -> new MetaValue.Whole(in.int16(what) & 0xffff);
      case 3 -> new MetaValue.Whole(in.int16(what));
      case 4 -> new MetaValue.Whole(in.int32(what) & 0xffffffffL);
      case 5 -> new MetaValue.Whole(in.int32(what));
      case 6 -> new MetaValue.Real(Float.intBitsToFloat(in.int32(what)));
      case 7 -> new MetaValue.Flag(in.int8(what) != 0);
      case 8 -> new MetaValue.Text(in.string(what));
      case 9 -> readArray(what, depth);
      case 10 -> {
        long start = in.position();
        long n = in.int64(what);
        if (n < 0) {
          throw in.corrupt(start, what + " is above 2^63");
        }
        yield new MetaValue.Whole(n);
      }
      case 11 -> new MetaValue.Whole(in.int64(what));
      case 12 -> new MetaValue.Real(Double.longBitsToDouble(in.int64(what)));
      default ->
          throw in.corrupt(in.position() - 4, "%s has the unknown type %d".formatted(what, type));
    };
  }

  private MetaValue readArray(String what, int depth) {
    if (depth == MAX_NESTING) {
      throw in.corrupt(in.position(), what + " is nested too deeply");
    }
    int type = in.int32("element type of " + what);
    long count = in.count(1, "the length of " + what);
    if (count > MAX_ITEMS) {
      throw in.corrupt(in.position() - 8, "%s has %d entries".formatted(what, count));
    }
    List<MetaValue> items = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      items.add(readValue(type, what, depth + 1));
    }
    return new MetaValue.Items(Collections.unmodifiableList(items));
  }

  private record Description(
      long place, String name, List<Long> shape, long elements, TensorType type, long offset) {}

  private Description readDescription(long index) {
    long place = in.position();
    String name = in.string("name of tensor " + index);
    int dimensions = in.int32("dimensions of " + name);
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      throw in.corrupt(place, "tensor %s has %d dimensions".formatted(name, dimensions));
    }
    List<Long> shape = new ArrayList<>();
    long elements = 1;
    for (int i = 0; i < dimensions; i++) {
      long size = in.int64("shape of " + name);
      // No tensor has more numbers than eight times the file's bytes; so the product cannot
      // overflow.
      if (size < 1 || size > 8 * bytes.byteSize() / elements) {
        throw in.corrupt(place, "tensor %s is larger than the file".formatted(name));
      }
      elements *= size;
      shape.addFirst(size);
    }
    int code = in.int32("type of " + name);
    TensorType type =
        Arrays.stream(TensorType.values())
            .filter(t -> t.code() == code)
            .findAny()
            .orElseThrow(() ->
                ModelFileException.unsupported(
                    file, "tensor " + name, "is stored as the unknown type " + code));
    return new Description(place, name, shape, elements, type, in.int64("offset of " + name));
  }

  private Tensor locate(Description d, long data, int alignment) {
    if (d.shape.getLast() % d.type.blockElements() != 0) {
      throw in.corrupt(
          d.place, "rows of tensor %s are no whole number of %s blocks".formatted(d.name, d.type));
    }
    long size = d.elements / d.type.blockElements() * d.type.blockBytes();
    if (d.offset < 0
        || d.offset % alignment != 0
        || data > bytes.byteSize()
        || size > bytes.byteSize() - data
        || d.offset > bytes.byteSize() - data - size) {
      throw in.corrupt(d.place, "tensor %s does not lie within the file".formatted(d.name));
    }
    return new Tensor(file, d.name, d.shape, d.type, bytes.asSlice(data + d.offset, size));
  }
}
