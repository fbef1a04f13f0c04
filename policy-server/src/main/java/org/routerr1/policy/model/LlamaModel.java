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
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.model.LoraFactors.Factor;

/**
 * A loaded Llama model: tokens of many sequences in, hidden states out. Not thread-safe; a thread
 * that runs it must call {@link #attach()} first.
 */
public final class LlamaModel implements AutoCloseable {

  private final LlamaShape shape;
  private final Arena arena;
  private final Programs programs;
  private final int context;
  private final IValue rotations;
  private final IValue embedding;
  private final IValue norms;
  private final IValue matrices;
  private final IValue head;

  private LlamaModel(
      LlamaShape shape, Arena arena, Programs programs, List<PtNDArray> weights, int context) {
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
    this.matrices = prepare(matrices);
    this.head = prepare(List.of(weights.getFirst()));
    try (IValue positions = IValue.from(context)) {
      this.rotations = programs.run("rotations", positions);
    }
  }

  /**
   * Loads the weights as 32-bit floats.
   *
   * @param context positions that a sequence may have; at most what the model was trained for
   * @param threads of one operation
   */
  public static LlamaModel load(GgufFile file, LlamaShape shape, int context, int threads) {
    PtNDManager manager = PyTorch.start(threads);
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
            manager, TorchScriptArchive.of(LlamaProgram.CLASS_NAME, LlamaProgram.source(shape)));
    return new LlamaModel(shape, arena, programs, tensors, Math.min(context, shape.context()));
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
    StepInput input = StepInput.of(stretches, context);
    // Whatever this step creates is freed with its owner.
    try (NDManager step = programs.newOwner();
        IValue tokens = IValue.from(Programs.longs(step, input.tokens()));
        IValue positions = IValue.from(Programs.longs(step, input.positions()));
        IValue where = IValue.from(Programs.longs(step, input.where()));
        IValue places = IValue.listFrom(input.stretches());
        IValue wanted = IValue.from(Programs.longs(step, input.wanted()));
        IValue spans = IValue.listFrom(input.spans());
        IValue adapters = list(input.adapters())) {
      Hidden hidden =
          new Hidden(
              programs,
              programs.run(
                  "forward",
                  tokens,
                  positions,
                  where,
                  places,
                  wanted,
                  rotations,
                  embedding,
                  norms,
                  matrices,
                  pool.value(),
                  adapters,
                  spans),
              head,
              embedding,
              input.wanted().length,
              shape.vocabulary());
      stretches.forEach(s -> s.range().grow(s.tokens().length));
      return hidden;
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
      return new Adapter(
          prepare(
              factors.stream()
                  .map(f -> (PtNDArray) owner.create(f.values(), new Shape(f.rows(), f.columns())))
                  .toList()));
    }
  }

  private IValue list(List<Adapter> adapters) {
    // An empty list made here would have no type.
    return adapters.isEmpty()
        ? programs.run("no_adapters")
        : IValue.listFrom(adapters.stream().map(Adapter::factors).toArray(IValue[]::new));
  }

  private IValue prepare(List<PtNDArray> tensors) {
    try (IValue list = IValue.listFrom(tensors.toArray(PtNDArray[]::new))) {
      return programs.run("prepare", list);
    }
  }

  @Override
  public void close() {
    List.of(rotations, embedding, norms, matrices, head).forEach(IValue::close);
    programs.close();
    arena.close();
  }
}
