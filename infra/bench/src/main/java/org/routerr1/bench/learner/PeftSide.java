// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.learner;

import java.nio.file.Path;
import java.util.List;
import org.routerr1.bench.process.JavaProcess;

/** PyTorch with transformers and peft on the same file, a process of its own. */
final class PeftSide implements AutoCloseable {

  private final JavaProcess process;

  PeftSide(Path home, Path python, Path model, int threads, Path logs) {
    process =
        JavaProcess.program(
            "peft",
            logs.resolve("peft.log"),
            List.of(
                python.toString(),
                home.resolve("infra/bench/peers/learner_peer.py").toString(),
                model.toString(),
                "" + threads,
                "" + Shape.RANK,
                "" + Shape.FIRST_LAYER));
    process.await("ready");
  }

  /** One optimiser step over sequences of a length, with loss on their last tokens; tokens/s. */
  double update(int sequences, long tokens, long decisionTokens) {
    return ask("update %d %d %d".formatted(sequences, tokens, decisionTokens));
  }

  /** Samples of one prompt; tokens written a second. */
  double rollout(int samples, int prompt, int tokens) {
    return ask("rollout %d %d %d".formatted(samples, prompt, tokens));
  }

  private double ask(String line) {
    process.writeLine(line);
    return Double.parseDouble(process.readLine());
  }

  @Override
  public void close() {
    process.close();
  }
}
