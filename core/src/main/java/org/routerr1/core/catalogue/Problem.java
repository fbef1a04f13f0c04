// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

/**
 * One thing that is wrong with a catalogue file.
 *
 * @param file as it was named by whoever asked for it
 * @param line from 1; 0: the file as a whole
 * @param path such as {@code candidates[1].price}; empty: the file as a whole
 * @param what what is wrong and what to do, without file and place
 */
public record Problem(String file, int line, String path, String what) {

  /** The whole sentence: file, line, path, what is wrong, what to do. */
  public String sentence() {
    String place = file + (line > 0 ? ":" + line : "") + ": " + (path.isEmpty() ? "" : path + " ");
    // Names come from the file: none may break the line or drive a terminal.
    return (place + what).replaceAll("\\p{Cntrl}", "?");
  }
}
