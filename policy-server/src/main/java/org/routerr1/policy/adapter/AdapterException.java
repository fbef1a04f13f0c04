// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import java.nio.file.Path;
import org.routerr1.policy.text.Foreign;

/** An adapter that cannot be used. The message is one sentence: file, place, problem, remedy. */
public final class AdapterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Kind {
    /** There is no such file. */
    MISSING,
    /** The bytes are not what the format promises. */
    CORRUPT,
    /** A sound file that this engine does not run, or that fits another model. */
    UNSUPPORTED
  }

  private final Kind kind;

  private AdapterException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static AdapterException missing(Path file, String reason) {
    return new AdapterException(
        Kind.MISSING,
        "%s: cannot be read (%s); give the folder of an adapter in PEFT's format"
            .formatted(file, reason));
  }

  static AdapterException corrupt(Path file, String place, String problem) {
    return new AdapterException(
        Kind.CORRUPT,
        "%s: %s; fetch or export the file again".formatted(file, Foreign.shown(place, problem)));
  }

  static AdapterException unsupported(Path file, String place, String problem, String remedy) {
    return new AdapterException(
        Kind.UNSUPPORTED, "%s: %s; %s".formatted(file, Foreign.shown(place, problem), remedy));
  }

  public Kind kind() {
    return kind;
  }
}
