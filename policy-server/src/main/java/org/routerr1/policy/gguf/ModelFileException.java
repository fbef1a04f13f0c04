// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.nio.file.Path;
import org.routerr1.policy.text.Foreign;

/** A model file that cannot be used. The message is one sentence: file, place, problem, remedy. */
public final class ModelFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whether the file is absent, or there but unusable. */
  public enum Kind {
    MISSING,
    BROKEN
  }

  private final Kind kind;

  private ModelFileException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** No such file. */
  public static ModelFileException missing(Path file) {
    return new ModelFileException(
        Kind.MISSING,
        "%s: no such model file; set ROUTER_POLICY_MODEL to a GGUF file or a Hugging Face folder"
            .formatted(file));
  }

  /** The file cannot be opened or mapped. */
  public static ModelFileException unreadable(Path file, String reason) {
    return new ModelFileException(
        Kind.MISSING,
        "%s: cannot be read (%s); check the path and its permissions".formatted(file, reason));
  }

  /** The bytes at {@code place} are not what the format promises: damage, or not a GGUF file. */
  public static ModelFileException corrupt(Path file, String place, String problem) {
    return new ModelFileException(
        Kind.BROKEN, "%s: %s; fetch the file again".formatted(file, Foreign.shown(place, problem)));
  }

  /** A sound file of a kind that this engine does not run. */
  public static ModelFileException unsupported(Path file, String place, String problem) {
    return new ModelFileException(
        Kind.BROKEN,
        "%s: %s; use another model file".formatted(file, Foreign.shown(place, problem)));
  }

  /** Whether the file is absent, or there but unusable. */
  public Kind kind() {
    return kind;
  }
}
