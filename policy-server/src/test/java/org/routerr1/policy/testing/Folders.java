// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Small made models as Hugging Face saves them: {@code src/test/golden/models}. */
public final class Folders {

  /** Their names. */
  public static final List<String> NAMES =
      List.of("llama-tied", "llama-untied", "qwen2-tied", "qwen2-untied");

  private static final Path FOLDER = Path.of("src", "test", "golden", "models");

  private Folders() {}

  /** Where one lies. */
  public static Path path(String name) {
    return FOLDER.resolve(name);
  }

  /** A copy that may be damaged. */
  public static Path copy(String name, Path into) {
    try (Stream<Path> files = Files.list(path(name))) {
      Path folder = Files.createDirectories(into.resolve(name));
      for (Path file : files.toList()) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
