// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.model.LoraFactors.Factor;

/**
 * A loaded Llama model: tokens of many sequences in, hidden states out. Several threads may run
 * stretches of different sequences, each on a lane of its own; a thread that does must call {@link
 * #attachLane()} (or {@link #attach()}) first.
 */
public final class LlamaModel implements AutoCloseable {

  private static final int MOST_LANES = 4;

  /** Memory for prepared matrices, of which every lane has its own. */
  private static final long MOST_PREPARED = 3L << 30;

  private final LlamaShape shape;
  private final Programs programs;
  private final LoadedWeights weights;
  private final int context;
  private final IValue rotations;

  private LlamaModel(LlamaShape shape, Programs programs, LoadedWeights weights, int context) {
    this.shape = shape;
    this.programs = programs;
    this.weights = weights;
    this.context = context;
    try (IValue positions = IValue.from(context)) {
      this.rotations = programs.run("rotations", positions);
    }
  }

  /**
   * Loads the weights.
   *
   * @param context positions that a sequence may have; at most what the model was trained for
   * @param threads that decode; few: each by itself, many: together at each operation
   * @param processor that the model runs on
   * @param precision of the products; on a CPU only {@link Precision#F32} is run
   */
  public static LlamaModel load(
      ModelFile file,
      LlamaShape shape,
      int context,
      int threads,
      Processor processor,
      Precision precision) {
    if (processor == Processor.CPU && precision != Precision.F32) {
      throw new IllegalArgumentException("a CPU runs the model in f32 only");
    }
    LlamaWeights weights = LlamaWeights.of(file, shape);
    PtNDManager manager = PyTorch.start(threads, processor);
    try {
      Programs programs =
          new Programs(
              manager,
              TorchScriptArchive.of(
                  LlamaProgram.CLASS_NAME, LlamaProgram.source(shape, processor, precision)));
      int lanes = processor == Processor.CPU ? lanes(shape, threads) : 1;
      return new LlamaModel(
          shape,
          programs,
          LoadedWeights.of(programs, weights, lanes),
          Math.min(context, shape.context()));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** The same on the {@linkplain Processor#best() best} processor. */
  public static LlamaModel load(ModelFile file, LlamaShape shape, int context, int threads) {
    return load(file, shape, context, threads, Processor.best(), Precision.F32);
  }

  /** Few processors and small weights: each processor takes sequences of its own. */
  private static int lanes(LlamaShape shape, int threads) {
    return threads <= MOST_LANES && shape.matrixBytes() <= MOST_PREPARED / threads ? threads : 1;
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
    return weights.lanes().size();
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
    Lane own = weights.lanes().get(lane);
    boolean done = false;
    try {
      demandPast(stretches, relay);
      synchronized (own) {
        Hidden hidden = run(lane, own, pool, stretches, relay);
        done = true;
        return hidden;
      }
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

  private Hidden run(int lane, Lane own, KvPool pool, List<Stretch> stretches, Relay relay) {
    StepInput input = StepInput.of(stretches, context);
    // Whatever this step creates is freed with its owner.
    try (NDManager step = programs.newOwner();
        IValue tokens = IValue.from(Programs.longs(step, input.tokens()));
        IValue positions = IValue.from(Programs.longs(step, input.positions()));
        IValue where = IValue.from(Programs.longs(step, input.where()));
        IValue places = IValue.listFrom(input.stretches());
        IValue wanted = IValue.from(Programs.longs(step, input.wanted()));
        IValue spans = IValue.listFrom(input.spans());
        IValue adapters = list(lane, input.adapters())) {
      Forward forward =
          new Forward(
              programs,
              tokens,
              positions,
              where,
              places,
              wanted,
              rotations,
              weights.embedding(),
              weights.vectors(),
              own.matrices(),
              pool.value(),
              adapters,
              spans);
      IValue rows =
          relay.isAlone() ? forward.atOnce() : forward.layerByLayer(shape.layers(), relay);
      stretches.forEach(s -> s.range().reach(s.to()));
      return new Hidden(
          programs, rows, own, weights.output(), input.wanted().length, shape.vocabulary());
    }
  }

  /**
   * Makes an adapter ready to run.
   *
   * @param lora as its files have it
   * @throws IllegalArgumentException if it does not fit this model, saying where
   */
  public Adapter adapter(LoraAdapter lora) {
    List<Factor> factors = LoraFactors.of(lora, shape);
    try (NDManager owner = programs.newOwner()) {
      List<PtNDArray> tensors =
          factors.stream()
              .map(f -> (PtNDArray) owner.create(f.values(), new Shape(f.rows(), f.columns())))
              .toList();
      return new Adapter(LoadedWeights.prepare(programs, tensors, lanes()));
    }
  }

  private IValue list(int lane, List<Adapter> adapters) {
    // An empty list made here would have no type.
    return adapters.isEmpty()
        ? programs.run("no_adapters")
        : IValue.listFrom(adapters.stream().map(a -> a.factors().get(lane)).toArray(IValue[]::new));
  }

  @Override
  public void close() {
    rotations.close();
    weights.close();
    programs.close();
  }
}
