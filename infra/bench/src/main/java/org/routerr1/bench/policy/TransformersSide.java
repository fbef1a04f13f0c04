// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import java.nio.file.Path;
import java.util.List;
import org.routerr1.bench.process.JavaProcess;

/** Hugging Face transformers on the same file in 32-bit floats, a process of its own. */
final class TransformersSide implements PolicySide {

  private static final int QUESTION = 24; // tokens after a shared beginning

  private final JavaProcess process;
  private final Lengths lengths;

  private TransformersSide(JavaProcess process, Lengths lengths) {
    this.process = process;
    this.lengths = lengths;
    process.await("ready");
  }

  static TransformersSide start(
      Path home, Path python, Path model, int threads, Lengths lengths, Path logs) {
    return new TransformersSide(
        JavaProcess.program(
            "transformers",
            logs.resolve("transformers.log"),
            List.of(
                python.toString(),
                home.resolve("infra/bench/peers/transformers_peer.py").toString(),
                model.toString(),
                "" + threads)),
        lengths);
  }

  @Override
  public String name() {
    return "transformers";
  }

  @Override
  public double measure(Task task, int turn) {
    process.writeLine(
        switch (task.kind()) {
          case PREFILL -> "prefill %d 0".formatted(task.size());
          case DECODE -> "decode %d %d".formatted(task.size(), lengths.decode());
          case FIRST_TOKEN -> "first %d %d".formatted(task.size(), QUESTION);
          case DECISIONS, CONSTRAINT ->
              throw new IllegalArgumentException("transformers makes no " + task.kind());
        });
    return Double.parseDouble(process.readLine());
  }

  @Override
  public void close() {
    process.close();
  }
}
