// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads an API key where a catalogue says that it lies, {@code env:NAME} or {@code file:PATH}. It
 * is read at each call, so that a rotated key needs no restart, and is held nowhere.
 */
final class KeyReference {

  private final Map<String, String> environment;

  KeyReference(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The key; throws with a sentence that names the reference, never what it holds. */
  String read(String reference) throws MissingKeyException {
    String key;
    if (reference.startsWith("env:")) {
      key = environment.getOrDefault(reference.substring(4), "");
    } else if (reference.startsWith("file:")) {
      try {
        key = Files.readString(Path.of(reference.substring(5)));
      } catch (IOException | IllegalArgumentException e) {
        throw new MissingKeyException(
            "the key " + reference + " cannot be read; create the file or correct the catalogue");
      }
    } else {
      throw new MissingKeyException(
          "the key reference " + reference + " is neither env:NAME nor file:PATH");
    }
    String stripped = key.strip();
    if (stripped.isEmpty() || !stripped.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new MissingKeyException(
          "the key " + reference + " is not set, empty, or not one line of printable ASCII");
    }
    return stripped;
  }

  /** There is no usable key at the reference. */
  static final class MissingKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    MissingKeyException(String message) {
      super(message);
    }
  }
}
