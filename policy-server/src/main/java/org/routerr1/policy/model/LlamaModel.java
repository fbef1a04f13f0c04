// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.vector.HalfProducts;

/**
 * A loaded Llama model: tokens of many sequences in, hidden states out. A thread that runs it must
 * call {@link #attach()} first.
 */
public final class LlamaModel implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LlamaModel.class);

  private final LlamaShape shape;
  private final Programs programs;
  private final Runner runner;
  private final int context;

  private LlamaModel(LlamaShape shape, Programs programs, Runner runner, int context) {
    this.shape = shape;
    this.programs = programs;
    this.runner = runner;
    this.context = context;
  }

  /**
   * Loads the weights.
   *
   * @param context positions that a sequence may have; at most what the model was trained for
   * @param threads that decode
   * @param processor that the model runs on
   * @param precision of the matrices; bf16 is for CUDA, and for products of many rows on a CPU that
   *     multiplies it; there are no codes on CUDA
   */
  public static LlamaModel load(
      ModelFile file,
      LlamaShape shape,
      int context,
      int threads,
      Processor processor,
      Precision precision) {
    boolean vectors = processor == Processor.CPU && VectorRunner.isAvailable();
    if (processor == Processor.CPU && !vectors) {
      LOG.warn(
          "decodes by PyTorch's products, which are slower: start Java with"
              + " --add-modules=jdk.incubator.vector, on a processor with vectors of 256 bits");
    }
    return load(file, shape, context, threads, processor, precision, vectors);
  }

  /** The same on the {@linkplain Processor#best() best} processor, in 32 bits. */
  public static LlamaModel load(ModelFile file, LlamaShape shape, int context, int threads) {
    return load(file, shape, context, threads, Processor.best(), Precision.F32);
  }

  /**
   * @param vectors whether the processor's own vectors compute, rather than PyTorch
   */
  static LlamaModel load(
      ModelFile file,
      LlamaShape shape,
      int context,
      int threads,
      Processor processor,
      Precision precision,
      boolean vectors) {
    LlamaWeights weights = LlamaWeights.of(file, shape);
    PtNDManager manager = PyTorch.start(threads, processor);
    int positions = Math.min(context, shape.context());
    try {
      Programs programs =
          new Programs(
              manager,
              TorchScriptArchive.of(
                  LlamaProgram.CLASS_NAME, LlamaProgram.source(shape, processor, precision)));
      Runner runner =
          vectors
              ? vectors(shape, weights, positions, threads, precision)
              : new ScriptedRunner(shape, programs, weights, positions);
      return new LlamaModel(shape, programs, runner, positions);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static Runner vectors(
      LlamaShape shape, LlamaWeights weights, int positions, int threads, Precision precision) {
    boolean wanted = precision == Precision.BF16;
    Optional<HalfProducts> half =
        wanted && Precision.best(Processor.CPU) == Precision.BF16
            ? HalfProducts.find()
            : Optional.empty();
    if (wanted && half.isEmpty()) {
      LOG.warn("computes in 32 bits: this processor has no instructions for floats of 16");
    }
    Precision kept = wanted && half.isEmpty() ? Precision.STORED : precision;
    return new VectorRunner(shape, VectorWeights.of(weights, kept), positions, threads, half);
  }

  /** Prepares the calling thread to run models. */
  public void attach() {
    PyTorch.useOnThisThread();
  }

  public LlamaShape shape() {
    return shape;
  }

  /** Positions that a sequence may have. */
  public int context() {
    return context;
  }

  /** Room for sequences with together at most {@code positions}. */
  public KvPool newPool(int positions) {
    return new KvPool(programs, positions, shape.cacheBytes());
  }

  /**
   * Runs the next stretches of sequences and adds them to the pool. What comes out for one stretch
   * does not depend on the others.
   *
   * @param stretches at least one, each of another sequence, those of one adapter side by side
   * @return the wanted rows, stretch by stretch
   */
  public Hidden run(KvPool pool, List<Stretch> stretches) {
    Hidden hidden = runner.run(pool, StepInput.of(stretches, context));
    stretches.forEach(s -> s.range().grow(s.tokens().length));
    return hidden;
  }

  /**
   * Makes an adapter ready to run.
   *
   * @param lora as its files have it
   * @throws IllegalArgumentException if it does not fit this model, saying where
   */
  public Adapter adapter(LoraAdapter lora) {
    return runner.adapter(LoraFactors.of(lora, shape));
  }

  @Override
  public void close() {
    runner.close();
    programs.close();
  }
}
