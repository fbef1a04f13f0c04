// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a file was when it was read, so that whoever corrects one is asked what stands there now.
 *
 * @param of size and time of the file; empty where there is none
 */
record FileEdition(String of) {

  /** The file's, if this names one. */
  static FileEdition now(String source) {
    try {
      Path file = Path.of(source);
      return new FileEdition(Files.size(file) + " " + Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return new FileEdition(""); // no file; or reading it says what is wrong
    }
  }
}
