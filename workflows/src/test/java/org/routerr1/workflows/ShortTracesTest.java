// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ShortTracesTest {

  /** What Temporal keeps of a failure while the step is tried again. */
  private static final int KEPT = 4096;

  private static RuntimeException deep(int frames) {
    if (frames > 0) {
      return deep(frames - 1);
    }
    return new IllegalStateException(
        "the policy server says DATA_LOSS",
        new UncheckedIOException(new IOException("the file ends too early")));
  }

  @Test
  void aDeepFailureIsSmallEnoughToBeShown() {
    RuntimeException failure = deep(200);
    assertThat(size(failure)).isGreaterThan(KEPT);

    ShortTraces.shorten(failure);

    assertThat(size(failure)).isLessThan(KEPT);
    assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("deep");
    assertThat(failure.getCause()).hasMessageContaining("the file ends too early");
  }

  private static int size(Throwable failure) {
    return DefaultDataConverter.STANDARD_INSTANCE.exceptionToFailure(failure).getSerializedSize();
  }
}
