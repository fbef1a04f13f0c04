// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.jboss.logging.Logger;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.gguf.ModelFile;

/**
 * A loaded Llama model: tokens of many sequences in, hidden states out. Several threads may run
 * stretches of different sequences, each on a lane of its own; a thread that does must call {@link
 * #attachLane()} (or {@link #attach()}) first.
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
   * @param precision of the matrices; bf16 on CUDA only, and there are no codes there
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
    if (processor == Processor.CPU && precision == Precision.BF16) {
      throw new IllegalArgumentException("a CPU does not run the model in bf16");
    }
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
              ? new VectorRunner(
                  shape, programs, VectorWeights.of(weights, precision), positions, threads)
              : new ScriptedRunner(shape, programs, weights, positions, threads, processor);
      return new LlamaModel(shape, programs, runner, positions);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
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

  /** Threads that may run stretches at the same time, each by itself. */
  public int lanes() {
    return runner.lanes();
  }

  /** Prepares the calling thread to be one of {@link #lanes()}. */
  public void attachLane() {
    attach();
    if (lanes() > 1) {
      SingleThread.onThisThread();
    }
  }

  /** {@link #run(int, KvPool, List)} on the first lane. */
  public Hidden run(KvPool pool, List<Stretch> stretches) {
    return run(0, pool, stretches);
  }

  /** {@link #run(int, KvPool, List, Relay)} without a relay. */
  public Hidden run(int lane, KvPool pool, List<Stretch> stretches) {
    return run(lane, pool, stretches, Relay.ALONE);
  }

  /**
   * Runs the next stretches of sequences and adds them to the pool. What comes out for one stretch
   * does not depend on the others.
   *
   * @param lane below {@link #lanes()}; one thread at a time
   * @param stretches at least one, each of another sequence, those of one adapter side by side
   * @param relay between which lanes this one is
   * @return the wanted rows, stretch by stretch
   */
  public Hidden run(int lane, KvPool pool, List<Stretch> stretches, Relay relay) {
    boolean done = false;
    try {
      demandPast(stretches, relay);
      StepInput input = StepInput.of(stretches, context);
      IValue rows = runner.run(lane, pool, input, relay);
      done = true;
      stretches.forEach(s -> s.range().reach(s.to()));
      return new Hidden(programs, rows, runner, lane, input.wanted().length, shape.vocabulary());
    } finally {
      if (!done) {
        relay.drop();
      }
    }
  }

  private static void demandPast(List<Stretch> stretches, Relay relay) {
    for (int i = relay.follows() ? 1 : 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      if (stretch.from() != stretch.range().length()) {
        throw new IllegalArgumentException(
            "a stretch begins at %d after %d positions"
                .formatted(stretch.from(), stretch.range().length()));
      }
    }
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
