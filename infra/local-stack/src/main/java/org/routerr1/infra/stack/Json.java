// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** How state files are read and written. */
public final class Json {

  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later version
          .build();

  private Json() {}

  /**
   * Writes a file, unless it says the same already. A crash or a full disk leaves the old file or
   * the new one. Streams, not channels: an interrupted thread's channel is closed, and what it has
   * just started would be forgotten.
   */
  public static void write(Path file, Object value) throws IOException {
    byte[] content = MAPPER.writeValueAsBytes(value);
    if (Files.isRegularFile(file)) {
      try (InputStream old = new FileInputStream(file.toFile())) {
        if (Arrays.equals(content, old.readAllBytes())) {
          return;
        }
      }
    }
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new FileOutputStream(part.toFile())) {
        out.write(content);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
