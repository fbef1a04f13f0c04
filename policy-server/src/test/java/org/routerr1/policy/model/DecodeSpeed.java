// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.model.LogProbabilities.Asked;
import org.routerr1.policy.model.LogProbabilities.Chosen;
import org.routerr1.policy.model.LogProbabilities.Mask;

/**
 * How fast the engine decodes: greedy, all tokens legal, after prompts of 128 tokens. Prints a line
 * of JSON a batch. Arguments: the model's file, {@code f32} or {@code bf16}, batch sizes.
 */
final class DecodeSpeed {

  private static final int PROMPT = 128;
  private static final int WARM = 16;
  private static final int STEPS = 64;
  private static final int CONTEXT = 512;

  private DecodeSpeed() {}

  public static void main(String... arguments) {
    Precision precision = Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    try (GgufFile file = GgufFile.open(Path.of(arguments[0]))) {
      LlamaShape shape = LlamaShape.of(file);
      try (LlamaModel model =
          LlamaModel.load(
              file,
              shape,
              CONTEXT,
              Runtime.getRuntime().availableProcessors(),
              Processor.best(),
              precision)) {
        model.attach();
        for (String batch : Arrays.asList(arguments).subList(2, arguments.length)) {
          measure(model, Integer.parseInt(batch), precision);
        }
      }
    }
  }

  private static void measure(LlamaModel model, int batch, Precision precision) {
    KvPool pool = model.newPool(batch * (PROMPT + WARM + STEPS));
    List<KvRange> ranges = new ArrayList<>();
    List<Stretch> step = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      KvRange range = pool.take(PROMPT + WARM + STEPS).orElseThrow();
      ranges.add(range);
      int[] tokens = new int[PROMPT];
      for (int j = 0; j < PROMPT; j++) {
        tokens[j] = (i * 131 + j * 31 + 7) % model.shape().vocabulary();
      }
      step.add(new Stretch(range, tokens, 1, Optional.empty()));
    }
    long begun = System.nanoTime();
    List<Chosen> chosen = run(model, pool, step);
    double prompts = (System.nanoTime() - begun) / 1e9;
    for (int i = 0; i < WARM + STEPS - 1; i++) {
      if (i == WARM) {
        begun = System.nanoTime();
      }
      step.clear();
      for (int j = 0; j < batch; j++) {
        step.add(
            new Stretch(ranges.get(j), new int[] {chosen.get(j).token()}, 1, Optional.empty()));
      }
      chosen = run(model, pool, step);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    int steps = STEPS - 1;
    System.out.printf(
        Locale.ROOT,
        "{\"engine\":\"routerr1\",\"precision\":\"%s\",\"batch\":%d,\"ms_per_step\":%.3f,"
            + "\"tokens_per_s\":%.1f,\"prompt_tokens_per_s\":%.0f}%n",
        precision.name().toLowerCase(Locale.ROOT),
        batch,
        1000 * seconds / steps,
        batch * steps / seconds,
        batch * PROMPT / prompts);
    pool.close();
  }

  private static List<Chosen> run(LlamaModel model, KvPool pool, List<Stretch> step) {
    int[] rows = new int[step.size()];
    Arrays.setAll(rows, i -> i);
    int[] all = new int[model.shape().vocabulary()];
    Arrays.setAll(all, i -> i);
    try (Hidden hidden = model.run(pool, step);
        LogProbabilities table = hidden.logProbabilities(rows);
        Mask mask = table.mask(all)) {
      return table.choose(Arrays.stream(rows).mapToObj(i -> new Asked(i, mask, 0, 0, -1)).toList());
    }
  }
}
