// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import org.junit.jupiter.api.Test;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.testing.RealModel;

class TrainerIT {

  @Test
  void lossGradientsAndStepAreThoseOfPyTorchOnRealWeights() {
    try (GgufFile file = GgufFile.open(RealModel.path())) {
      GoldenChecks.check(file, 16, 512, "learner_smollm2.json");
    }
  }
}
