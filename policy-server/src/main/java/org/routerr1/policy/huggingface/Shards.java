// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.gguf.Tensor;
import org.routerr1.policy.gguf.TensorType;
import org.routerr1.policy.safetensors.HeaderException;
import org.routerr1.policy.safetensors.SafeTensorsHeader;
import org.routerr1.policy.safetensors.SafeTensorsHeader.Entry;

/**
 * The safetensors files of a folder, mapped: of any size.
 *
 * @param files the weights' files and their index, in the order of their names
 * @param tensors by Hugging Face's names
 */
record Shards(List<Path> files, Map<String, Tensor> tensors) {

  private static final String ONE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  /** A name within the folder. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private static final long LONGEST_HEADER = 100_000_000;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Maps the files into memory of {@code arena}. */
  static Shards open(Path folder, Arena arena) {
    Path index = folder.resolve(INDEX);
    if (Files.exists(index)) {
      return sharded(folder, index, arena);
    }
    Path one = folder.resolve(ONE);
    if (!Files.isRegularFile(one)) {
      throw ModelFileException.unsupported(
          folder, ONE, "is missing, and so is " + INDEX + "; other formats are not read");
    }
    return new Shards(List.of(one), read(one, arena));
  }

  private static Shards sharded(Path folder, Path index, Arena arena) {
    JsonNode places = JsonFile.read(index).object("weight_map").root();
    Map<String, Map<String, Tensor>> shards = new HashMap<>();
    Map<String, Tensor> tensors = new TreeMap<>();
    for (Map.Entry<String, JsonNode> place : places.properties()) {
      String name = place.getValue().asText();
      if (!PLAIN.matcher(name).matches()) {
        throw ModelFileException.corrupt(
            index, place.getKey(), "lies in \"%s\", which is no file's name".formatted(name));
      }
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw ModelFileException.corrupt(
            index, place.getKey(), "lies in %s, which is missing".formatted(name));
      }
      Tensor tensor = shards.computeIfAbsent(name, n -> read(file, arena)).get(place.getKey());
      if (tensor == null) {
        throw ModelFileException.corrupt(file, "tensor " + place.getKey(), "is missing");
      }
      tensors.put(place.getKey(), tensor);
    }
    List<Path> files = new ArrayList<>(List.of(index));
    new TreeSet<>(shards.keySet()).forEach(name -> files.add(folder.resolve(name)));
    return new Shards(files, tensors);
  }

  private static Map<String, Tensor> read(Path file, Arena arena) {
    MemorySegment bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e.toString());
    }
    int before = SafeTensorsHeader.LENGTH_BYTES;
    long length = bytes.byteSize() < before ? -1 : bytes.get(LONG, 0);
    if (length < 2 || length > bytes.byteSize() - before || length > LONGEST_HEADER) {
      throw ModelFileException.corrupt(
          file,
          "header",
          "says a length that the file's %d bytes do not hold".formatted(bytes.byteSize()));
    }
    long data = before + length;
    String text =
        StandardCharsets.UTF_8.decode(bytes.asSlice(before, length).asByteBuffer()).toString();
    Map<String, Tensor> tensors = new TreeMap<>();
    try {
      SafeTensorsHeader header = SafeTensorsHeader.parse(text, bytes.byteSize() - data);
      for (Entry entry : header.entries()) {
        tensors.put(entry.name(), tensor(file, entry, bytes, data));
      }
    } catch (HeaderException e) {
      throw e.isForeignType()
          ? ModelFileException.unsupported(file, e.place(), e.problem())
          : ModelFileException.corrupt(file, e.place(), e.problem());
    }
    return tensors;
  }

  private static Tensor tensor(Path file, Entry entry, MemorySegment bytes, long data) {
    return new Tensor(
        file,
        entry.name(),
        entry.shape().stream().map(Integer::longValue).toList(),
        switch (entry.type()) {
          case F32 -> TensorType.F32;
          case F16 -> TensorType.F16;
          case BF16 -> TensorType.BF16;
        },
        bytes.asSlice(data + entry.begin(), entry.end() - entry.begin()));
  }
}
