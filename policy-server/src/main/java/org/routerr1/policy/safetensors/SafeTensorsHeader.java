// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a safetensors file says of itself: after eight bytes with its length this header in JSON,
 * then the numbers, little endian, tensor upon tensor without a gap.
 *
 * @param entries in the order of their places
 * @param metadata texts about the file
 */
public record SafeTensorsHeader(List<Entry> entries, Map<String, String> metadata) {

  /** Where a file keeps texts about itself. */
  public static final String METADATA = "__metadata__";

  /** Bytes of the header's length. */
  public static final int LENGTH_BYTES = Long.BYTES;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int MOST_DIMENSIONS = 8;

  /** How a number is stored. */
  public enum Type {
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of a number. */
    public int bytes() {
      return bytes;
    }
  }

  /**
   * One tensor.
   *
   * @param shape rows first
   * @param begin after the header, as {@code end}
   */
  public record Entry(String name, Type type, List<Integer> shape, long begin, long end) {}

  /**
   * Reads a header and checks that its tensors fill the file.
   *
   * @param data bytes after the header
   * @throws HeaderException if it is not sound
   */
  public static SafeTensorsHeader parse(String text, long data) {
    Map<String, String> metadata = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : json(text).properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        entries.add(entry(field.getKey(), field.getValue(), data));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : entries) {
      if (entry.begin != at) {
        throw HeaderException.corrupt(entry.name, "does not begin where the tensor before it ends");
      }
      at = entry.end;
    }
    if (at != data) {
      throw HeaderException.corrupt("end", "%d bytes belong to no tensor".formatted(data - at));
    }
    return new SafeTensorsHeader(List.copyOf(entries), metadata);
  }

  /** A header as JSON, nothing but that checked. */
  public static JsonNode json(String text) {
    try {
      JsonNode header = JSON.readTree(text);
      if (header.isObject()) {
        return header;
      }
    } catch (JsonProcessingException e) {
      throw HeaderException.corrupt("header", "is not JSON: " + e.getOriginalMessage());
    }
    throw HeaderException.corrupt("header", "is no JSON object");
  }

  private static Entry entry(String name, JsonNode entry, long data) {
    Type type;
    try {
      type = Type.valueOf(entry.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw HeaderException.foreignType(name, entry.path("dtype").asText());
    }
    List<Integer> shape = new ArrayList<>();
    long size = 1;
    for (JsonNode dimension : entry.path("shape")) {
      if (!dimension.canConvertToInt()
          || dimension.intValue() < 0
          || shape.size() == MOST_DIMENSIONS) {
        throw HeaderException.corrupt(name, "has no sound shape");
      }
      shape.add(dimension.intValue());
      size *= dimension.intValue();
      if (size > data) {
        throw HeaderException.corrupt(name, "is larger than the file");
      }
    }
    JsonNode offsets = entry.path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    if (offsets.size() != 2 || begin < 0 || end > data || end - begin != size * type.bytes) {
      throw HeaderException.corrupt(name, "has offsets that do not fit its shape or the file");
    }
    return new Entry(name, type, List.copyOf(shape), begin, end);
  }
}
