// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where real weights lie: system properties or environment variables. */
public final class RealModel {

  private static final String POLICY = "ROUTER_POLICY_MODEL";
  private static final String QWEN = "ROUTER_TEST_QWEN_MODEL";

  private RealModel() {}

  /** The policy's; an integration test without it fails rather than passing unseen. */
  public static Path path() {
    return named(POLICY, "SmolLM2-135M-Instruct.Q4_1.gguf");
  }

  /** Those of a candidate that is large enough to be a policy too. */
  public static Path qwen() {
    return named(QWEN, "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf");
  }

  private static Path named(String variable, String file) {
    String value =
        Optional.ofNullable(System.getProperty(variable))
            .or(() -> Optional.ofNullable(System.getenv(variable)))
            .orElseThrow(
                () -> new AssertionError("set %s to the path of %s".formatted(variable, file)));
    Path path = Path.of(value);
    if (!Files.isRegularFile(path)) {
      throw new AssertionError("%s=%s: no such file".formatted(variable, path));
    }
    return path;
  }
}
