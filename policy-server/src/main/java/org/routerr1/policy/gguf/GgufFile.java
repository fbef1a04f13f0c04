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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * An open model file. Its tensors are views of the mapping and must not be read after {@link
 * #close()}.
 */
public record GgufFile(
    Path path, Metadata metadata, Map<String, Tensor> tensors, MemorySegment bytes, Arena arena)
    implements AutoCloseable {

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

  /** A tensor that must be there. */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw ModelFileException.unsupported(path, "tensor " + name, "is missing");
    }
    return tensor;
  }

  /** SHA-256 of the whole file, hexadecimal. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long step = 1 << 26;
      for (long at = 0; at < bytes.byteSize(); at += step) {
        digest.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
