// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A safetensors file in memory, for files up to 2 GiB: a header in JSON, then the numbers, little
 * endian, tensor upon tensor without a gap. Numbers of 16 bits are widened on reading; written are
 * 32 bits, in a fixed order, so equal contents are equal bytes.
 */
public record SafeTensors(SequencedMap<String, FloatTensor> tensors, Map<String, String> metadata) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final long LONGEST = Integer.MAX_VALUE - 64L;

  /**
   * Numbers with their shape.
   *
   * @param shape rows first
   */
  public record FloatTensor(List<Integer> shape, float[] values) {

    public FloatTensor {
      shape = List.copyOf(shape);
      long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      if (size != values.length) {
        throw new IllegalArgumentException(
            "%d numbers do not have the shape %s".formatted(values.length, shape));
      }
    }
  }

  /** How a number is stored. */
  private enum Type {
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    float read(ByteBuffer from) {
      return switch (this) {
        case F32 -> from.getFloat();
        case F16 -> Float.float16ToFloat(from.getShort());
        case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
      };
    }
  }

  private record Entry(String name, Type type, List<Integer> shape, long begin, long end) {}

  /**
   * Reads a file.
   *
   * @throws AdapterException if it is missing, damaged, or holds numbers that are not finite
   */
  public static SafeTensors read(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > LONGEST) {
        throw AdapterException.unsupported(file, "size", "is over 2 GiB", "use a smaller adapter");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw AdapterException.missing(file, "no such file");
    } catch (IOException e) {
      throw AdapterException.missing(file, e.toString());
    }
    return parse(file, bytes);
  }

  /** Reads only the texts in a file's header. */
  public static Map<String, String> readMetadata(Path file) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long length =
          ByteBuffer.wrap(in.readNBytes(LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > Files.size(file)) {
        throw AdapterException.corrupt(file, "header", "says a length that the file does not hold");
      }
      String text = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
      header(file, text)
          .path(METADATA)
          .properties()
          .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
    } catch (BufferUnderflowException e) {
      throw AdapterException.corrupt(file, "header", "is cut off");
    }
    return metadata;
  }

  /** Reads the bytes of a file; {@code file} is only named in errors. */
  public static SafeTensors parse(Path file, byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < LENGTH_BYTES ? -1 : all.getLong();
    if (length < 2 || length > bytes.length - LENGTH_BYTES) {
      throw AdapterException.corrupt(
          file,
          "header",
          "says a length that the file's %d bytes do not hold".formatted(bytes.length));
    }
    JsonNode header =
        header(file, new String(bytes, LENGTH_BYTES, (int) length, StandardCharsets.UTF_8));
    long data = bytes.length - LENGTH_BYTES - length;
    Map<String, String> metadata = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        entries.add(entry(file, field.getKey(), field.getValue(), data));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    SequencedMap<String, FloatTensor> tensors = new LinkedHashMap<>();
    long at = 0;
    for (Entry entry : entries) {
      if (entry.begin != at) {
        throw AdapterException.corrupt(
            file, entry.name, "does not begin where the tensor before it ends");
      }
      at = entry.end;
      tensors.put(entry.name, numbers(file, entry, all, LENGTH_BYTES + (int) length));
    }
    if (at != data) {
      throw AdapterException.corrupt(
          file, "end", "%d bytes belong to no tensor".formatted(data - at));
    }
    return new SafeTensors(tensors, metadata);
  }

  private static JsonNode header(Path file, String text) {
    try {
      JsonNode header = JSON.readTree(text);
      if (header.isObject()) {
        return header;
      }
    } catch (JsonProcessingException e) {
      throw AdapterException.corrupt(file, "header", "is not JSON: " + e.getOriginalMessage());
    }
    throw AdapterException.corrupt(file, "header", "is no JSON object");
  }

  private static Entry entry(Path file, String name, JsonNode entry, long data) {
    Type type;
    try {
      type = Type.valueOf(entry.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw AdapterException.unsupported(
          file,
          name,
          "has the type \"%s\"".formatted(entry.path("dtype").asText()),
          "save it as F32, F16 or BF16");
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (JsonNode dimension : entry.path("shape")) {
      if (!dimension.canConvertToInt() || dimension.intValue() < 0 || shape.size() == 8) {
        throw AdapterException.corrupt(file, name, "has no sound shape");
      }
      shape.add(dimension.intValue());
      size *= dimension.intValue();
      if (size > data) {
        throw AdapterException.corrupt(file, name, "is larger than the file");
      }
    }
    JsonNode offsets = entry.path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    if (offsets.size() != 2 || begin < 0 || end > data || end - begin != size * type.bytes) {
      throw AdapterException.corrupt(
          file, name, "has offsets that do not fit its shape or the file");
    }
    return new Entry(name, type, shape, begin, end);
  }

  private static FloatTensor numbers(Path file, Entry entry, ByteBuffer all, int base) {
    ByteBuffer from = all.position(base + (int) entry.begin);
    float[] values = new float[(int) (entry.end - entry.begin) / entry.type.bytes];
    for (int i = 0; i < values.length; i++) {
      values[i] = entry.type.read(from);
      if (!Float.isFinite(values[i])) {
        throw AdapterException.corrupt(file, entry.name, "holds numbers that are not finite");
      }
    }
    return new FloatTensor(entry.shape, values);
  }

  /** A tensor that is there. */
  public FloatTensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** The bytes of a file with these tensors in the order of their names. */
  public byte[] toBytes() {
    SortedMap<String, FloatTensor> sorted = new TreeMap<>(tensors);
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = header.putObject(METADATA);
      new TreeMap<>(metadata).forEach(texts::put);
    }
    long at = 0;
    for (Map.Entry<String, FloatTensor> tensor : sorted.entrySet()) {
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", Type.F32.name());
      tensor.getValue().shape().forEach(entry.putArray("shape")::add);
      long end = at + (long) tensor.getValue().values().length * Float.BYTES;
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    // Readers map the numbers: they begin at a multiple of eight.
    int length = Math.ceilDiv(text.length, 8) * 8;
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(LENGTH_BYTES + length + at))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(length).put(text);
    for (int i = text.length; i < length; i++) {
      out.put((byte) ' ');
    }
    for (FloatTensor tensor : sorted.values()) {
      out.asFloatBuffer().put(tensor.values());
      out.position(out.position() + tensor.values().length * Float.BYTES);
    }
    return out.array();
  }
}
