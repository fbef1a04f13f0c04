// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the real weights lie: system property or environment variable ROUTER_POLICY_MODEL. */
public final class RealModel {

  private static final String NAME = "ROUTER_POLICY_MODEL";

  private RealModel() {}

  /** The file; an integration test without it fails rather than passing unseen. */
  public static Path path() {
    String value =
        Optional.ofNullable(System.getProperty(NAME))
            .or(() -> Optional.ofNullable(System.getenv(NAME)))
            .orElseThrow(() ->
                new AssertionError(
                    "set %s to the path of SmolLM2-135M-Instruct.Q4_1.gguf".formatted(NAME)));
    Path path = Path.of(value);
    if (!Files.isRegularFile(path)) {
      throw new AssertionError("%s=%s: no such file".formatted(NAME, path));
    }
    return path;
  }
}
