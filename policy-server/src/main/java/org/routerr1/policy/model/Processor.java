// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What runs a model's operations: the machine's processors, or its first CUDA device. */
public enum Processor {
  CPU,
  CUDA;

  /** Names the build of PyTorch that DJL loads: {@code cpu}, {@code cu130}, … */
  private static final String FLAVOR = "PYTORCH_FLAVOR";

  /** CUDA where the environment names a build of PyTorch for it, else the processors. */
  public static Processor best() {
    String flavor = System.getenv(FLAVOR);
    return flavor != null && flavor.startsWith("cu") ? CUDA : CPU;
  }

  /**
   * The one with this name, in lower case; {@code auto} is {@link #best()}.
   *
   * @throws IllegalArgumentException with a sentence that lists the names
   */
  public static Processor named(String name) {
    if (name.equals("auto")) {
      return best();
    }
    return Arrays.stream(values())
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "\"%s\" is none of %s".formatted(name, List.of("auto", "cpu", "cuda"))));
  }

  /** As DJL calls it. */
  public Device device() {
    return this == CUDA ? Device.gpu() : Device.cpu();
  }

  /** As TorchScript calls it. */
  public String torchName() {
    return "torch.device(\"%s\")".formatted(name().toLowerCase(Locale.ROOT));
  }
}
