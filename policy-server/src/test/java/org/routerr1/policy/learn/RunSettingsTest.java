// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;
import org.routerr1.proto.learner.v1.OpenRunRequest;
import org.routerr1.proto.learner.v1.Optimiser;

class RunSettingsTest {

  private static final OpenRunRequest REQUEST =
      OpenRunRequest.newBuilder()
          .setRun("r")
          .setOptimiser(Optimiser.newBuilder().setLearningRate(1e-3f))
          .build();

  @Test
  void cudaTakesShortNumbersAndLongPasses() {
    RunSettings settings = RunSettings.of(REQUEST, Processor.CUDA);
    assertThat(settings.precision()).isEqualTo(Precision.BF16);
    assertThat(settings.passTokens()).isEqualTo(8192);
    assertThat(RunSettings.of(REQUEST, Processor.CPU).passTokens()).isEqualTo(1024);
  }

  @Test
  void theSameBytesArePromisedOnACpuOnly() {
    OpenRunRequest asked = REQUEST.toBuilder().setDeterministic(true).build();
    assertThat(RunSettings.of(asked, Processor.CPU).precision()).isEqualTo(Precision.F32);
    assertThatThrownBy(() -> RunSettings.of(asked, Processor.CUDA))
        .isInstanceOf(LearnException.class)
        .hasMessageContaining("router.policy.device=cpu");
  }
}
