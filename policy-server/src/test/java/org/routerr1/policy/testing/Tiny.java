// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.tokenizer.Tokenizer;

/** The tiny model's tokenizer, for tests that need no weights. */
public final class Tiny {

  /** The id of {@code <|im_end|>}. */
  public static final int END_OF_TURN = 2;

  private Tiny() {}

  /** Reads it. */
  public static Tokenizer tokenizer() {
    try {
      Path path = Files.createTempFile("tiny", ".gguf");
      try (GgufFile file = GgufFile.open(TinyModel.write(path, TinyModel.bytes()))) {
        return Tokenizer.of(file.metadata());
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
