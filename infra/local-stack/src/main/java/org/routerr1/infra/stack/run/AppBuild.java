// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.routerr1.infra.stack.StackException;

/** Tells one build of an application from another. */
final class AppBuild {

  private AppBuild() {}

  /** Changes when any of the application's files does. */
  static String stamp(Path runner) throws IOException {
    if (!Files.isRegularFile(runner)) {
      throw StackException.missing(
          "%s is not built: run the command through ./router, which builds it".formatted(runner));
    }
    long newest = 0;
    try (Stream<Path> files = Files.walk(runner.getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
      }
    }
    return "-" + Long.toHexString(newest);
  }
}
