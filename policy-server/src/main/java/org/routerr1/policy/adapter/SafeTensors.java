// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.routerr1.policy.safetensors.HeaderException;
import org.routerr1.policy.safetensors.SafeTensorsHeader;
import org.routerr1.policy.safetensors.SafeTensorsHeader.Entry;

/**
 * A safetensors file in memory, for files up to 2 GiB: a header in JSON, then the numbers, little
 * endian, tensor upon tensor without a gap. Numbers of 16 bits are widened on reading; written are
 * 32 bits, in a fixed order, so equal contents are equal bytes.
 */
public record SafeTensors(SequencedMap<String, FloatTensor> tensors, Map<String, String> metadata) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LENGTH_BYTES = SafeTensorsHeader.LENGTH_BYTES;
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
      soundly(file, () -> SafeTensorsHeader.json(text))
          .path(SafeTensorsHeader.METADATA)
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
    String text = new String(bytes, LENGTH_BYTES, (int) length, StandardCharsets.UTF_8);
    SafeTensorsHeader header =
        soundly(file, () -> SafeTensorsHeader.parse(text, bytes.length - LENGTH_BYTES - length));
    SequencedMap<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Entry entry : header.entries()) {
      tensors.put(entry.name(), numbers(file, entry, all, LENGTH_BYTES + (int) length));
    }
    return new SafeTensors(tensors, header.metadata());
  }

  /** Says of which file a header is not sound. */
  private static <T> T soundly(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (HeaderException e) {
      throw e.isForeignType()
          ? AdapterException.unsupported(
              file, e.place(), e.problem(), "save it as F32, F16 or BF16")
          : AdapterException.corrupt(file, e.place(), e.problem());
    }
  }

  private static FloatTensor numbers(Path file, Entry entry, ByteBuffer all, int base) {
    ByteBuffer from = all.position(base + (int) entry.begin());
    float[] values = new float[(int) (entry.end() - entry.begin()) / entry.type().bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (entry.type()) {
            case F32 -> from.getFloat();
            case F16 -> Float.float16ToFloat(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
          };
      if (!Float.isFinite(values[i])) {
        throw AdapterException.corrupt(file, entry.name(), "holds numbers that are not finite");
      }
    }
    return new FloatTensor(entry.shape(), values);
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
      ObjectNode texts = header.putObject(SafeTensorsHeader.METADATA);
      new TreeMap<>(metadata).forEach(texts::put);
    }
    long at = 0;
    for (Map.Entry<String, FloatTensor> tensor : sorted.entrySet()) {
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", SafeTensorsHeader.Type.F32.name());
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
