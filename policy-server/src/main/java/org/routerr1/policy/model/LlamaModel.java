// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.gguf.GgufFile;
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
  private final Arena arena;
  private final Programs programs;
  private final int context;
  private final IValue rotations;
  private final IValue embedding;
  private final IValue norms;
  private final List<Lane> lanes;

  private LlamaModel(
      LlamaShape shape,
      Arena arena,
      Programs programs,
      List<PtNDArray> weights,
      int context,
      int lanes) {
    this.shape = shape;
    this.arena = arena;
    this.programs = programs;
    this.context = context;
    List<PtNDArray> norms = new ArrayList<>();
    List<PtNDArray> matrices = new ArrayList<>();
    // The order is that of LlamaWeights: a layer's norms are its first and fourth.
    for (int i = 1; i < weights.size(); i++) {
      boolean norm = i == 1 || (i - 2) % 6 == 0 || (i - 2) % 6 == 3;
      (norm ? norms : matrices).add(weights.get(i));
    }
    this.embedding = IValue.from(weights.getFirst());
    this.norms = IValue.listFrom(norms.toArray(PtNDArray[]::new));
    this.lanes =
        IntStream.range(0, lanes)
            .mapToObj(i -> new Lane(prepare(matrices), prepare(List.of(weights.getFirst()))))
            .toList();
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
      GgufFile file,
      LlamaShape shape,
      int context,
      int threads,
      Processor processor,
      Precision precision) {
    if (processor == Processor.CPU && precision != Precision.F32) {
      throw new IllegalArgumentException("a CPU runs the model in f32 only");
    }
    PtNDManager manager = PyTorch.start(threads, processor);
    // The tensors below are views of this memory: it lives as long as the model.
    Arena arena = Arena.ofShared();
    LlamaWeights weights;
    try {
      weights = LlamaWeights.load(file, shape, arena);
    } catch (RuntimeException e) {
      arena.close();
      manager.close();
      throw e;
    }
    List<PtNDArray> tensors =
        weights.matrices().stream()
            .map(m ->
                manager.create(m.floats().asByteBuffer(), new Shape(m.shape()), DataType.FLOAT32))
            .toList();
    Programs programs =
        new Programs(
            manager,
            TorchScriptArchive.of(
                LlamaProgram.CLASS_NAME, LlamaProgram.source(shape, processor, precision)));
    return new LlamaModel(
        shape,
        arena,
        programs,
        tensors,
        Math.min(context, shape.context()),
        processor == Processor.CPU ? lanes(shape, threads) : 1);
  }

  /** The same on the {@linkplain Processor#best() best} processor. */
  public static LlamaModel load(GgufFile file, LlamaShape shape, int context, int threads) {
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
    return lanes.size();
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
    Lane own = lanes.get(lane);
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
              embedding,
              norms,
              own.matrices(),
              pool.value(),
              adapters,
              spans);
      IValue rows =
          relay.isAlone() ? forward.atOnce() : forward.layerByLayer(shape.layers(), relay);
      stretches.forEach(s -> s.range().reach(s.to()));
      return new Hidden(programs, rows, own, embedding, input.wanted().length, shape.vocabulary());
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
      return new Adapter(IntStream.range(0, lanes.size()).mapToObj(i -> prepare(tensors)).toList());
    }
  }

  private IValue list(int lane, List<Adapter> adapters) {
    // An empty list made here would have no type.
    return adapters.isEmpty()
        ? programs.run("no_adapters")
        : IValue.listFrom(adapters.stream().map(a -> a.factors().get(lane)).toArray(IValue[]::new));
  }

  private IValue prepare(List<PtNDArray> tensors) {
    try (IValue list = IValue.listFrom(tensors.toArray(PtNDArray[]::new))) {
      return programs.run("prepare", list);
    }
  }

  @Override
  public void close() {
    List.of(rotations, embedding, norms).forEach(IValue::close);
    lanes.forEach(Lane::close);
    programs.close();
    arena.close();
  }
}
