// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An open model file. Its tensors are views of the mapping and must not be read after {@link
 * #close()}.
 */
public record GgufFile(
    Path path, Metadata metadata, Map<String, Tensor> tensors, MemorySegment bytes, Arena arena)
    implements ModelFile {

  /**
   * Maps and reads the header of a GGUF file, version 2 or 3.
   *
   * @throws ModelFileException if it is missing, damaged or of an unknown kind
   */
  public static GgufFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw ModelFileException.missing(path);
    }
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return new GgufReader(path, bytes).read(arena);
    } catch (IOException e) {
      arena.close();
      throw ModelFileException.unreadable(path, e.toString());
    } catch (ModelFileException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Optional<Tensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  @Override
  public Tensor tensor(String name) {
    return find(name)
        .orElseThrow(() -> ModelFileException.unsupported(path, "tensor " + name, "is missing"));
  }

  /** GGUF's Llama alone is written with its rows in pairs. */
  @Override
  public boolean rotatesHalves() {
    return !metadata.text("general.architecture").equals("llama");
  }

  @Override
  public String sha256() {
    return Checksum.of(bytes);
  }

  @Override
  public void close() {
    arena.close();
  }
}
