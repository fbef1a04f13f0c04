// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

/** Where long work says what it is doing. Called from any thread. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void say(String line) {}

        @Override
        public void now(String line) {}
      };

  /** A line that stays. */
  void say(String line);

  /** The state of the moment; the next one may overwrite it, or it may not be shown at all. */
  void now(String line);
}
