// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import org.routerr1.policy.gguf.GgufFile;

/**
 * A loaded Llama model: tokens in, logits out. Not thread-safe; the thread that runs it must call
 * {@link #attach()} first.
 */
public final class LlamaModel implements AutoCloseable {

  private final LlamaShape shape;
  private final Arena arena;
  private final PtNDManager manager;
  private final PtSymbolBlock program;
  private final IValue weights;
  private final IValue rotations;
  private final int context;

  private LlamaModel(
      LlamaShape shape,
      Arena arena,
      PtNDManager manager,
      PtSymbolBlock program,
      IValue weights,
      IValue rotations,
      int context) {
    this.shape = shape;
    this.arena = arena;
    this.manager = manager;
    this.program = program;
    this.weights = weights;
    this.rotations = rotations;
    this.context = context;
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
    PtNDArray[] tensors =
        weights.matrices().stream()
            .map(m ->
                manager.create(m.floats().asByteBuffer(), new Shape(m.shape()), DataType.FLOAT32))
            .toArray(PtNDArray[]::new);
    PtSymbolBlock program =
        compile(
            manager, TorchScriptArchive.of(LlamaProgram.CLASS_NAME, LlamaProgram.source(shape)));
    int positions = Math.min(context, shape.context());
    return new LlamaModel(
        shape,
        arena,
        manager,
        program,
        IValue.listFrom(tensors),
        IValueUtils.runMethod(program, "rotations", IValue.from(positions)),
        positions);
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

  /** Room for a sequence of at most {@code capacity} positions. */
  public KvCache newCache(int capacity) {
    if (capacity < 1 || capacity > context) {
      throw new IllegalArgumentException(
          "a sequence has 1 to %d positions, not %d".formatted(context, capacity));
    }
    Shape all = new Shape(shape.layers(), 2, shape.keyHeads(), capacity, shape.headWidth());
    return new KvCache(manager.create(all, DataType.FLOAT32), capacity);
  }

  /**
   * Runs the next stretch of a sequence and adds it to {@code cache}.
   *
   * @param tokens at least one; they must fit the cache
   * @param wanted how many of the last positions' logits are needed, at most {@code tokens.length}
   * @return logits, {@code wanted} rows of {@code vocabulary} numbers
   */
  public float[] forward(KvCache cache, int[] tokens, int wanted) {
    if (tokens.length == 0 || cache.length() + tokens.length > cache.capacity()) {
      throw new IllegalArgumentException(
          "%d tokens do not fit after %d of %d"
              .formatted(tokens.length, cache.length(), cache.capacity()));
    }
    long[] ids = new long[tokens.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tokens[i];
    }
    // Whatever this step creates is freed with its manager.
    try (NDManager step = manager.newSubManager();
        IValue input = IValue.from((PtNDArray) step.create(ids));
        IValue start = IValue.from(cache.length());
        IValue count = IValue.from(wanted);
        IValue result =
            IValueUtils.runMethod(
                program, "forward", input, start, count, rotations, weights, cache.value())) {
      cache.grow(tokens.length);
      return wanted == 0 ? new float[0] : result.toTensor((PtNDManager) step).toFloatArray();
    }
  }

  /** Copies keys and values of the positions from {@code start} to the end of the sequence. */
  public KvBlock copyOut(KvCache cache, int start) {
    int length = cache.length() - start;
    try (IValue from = IValue.from(start);
        IValue to = IValue.from(cache.length())) {
      return new KvBlock(
          IValueUtils.runMethod(program, "copy_out", cache.value(), from, to),
          length,
          shape.cacheBytes() * length);
    }
  }

  /** Appends a block to a sequence, as if its tokens had just been run. */
  public void copyIn(KvCache cache, KvBlock block) {
    if (cache.length() + block.length() > cache.capacity()) {
      throw new IllegalArgumentException("the block does not fit");
    }
    try (IValue start = IValue.from(cache.length());
        IValue same =
            IValueUtils.runMethod(program, "copy_in", cache.value(), start, block.value())) {
      cache.grow(block.length());
    }
  }

  @Override
  public void close() {
    rotations.close();
    weights.close();
    program.close();
    manager.close();
    arena.close();
  }

  private static PtSymbolBlock compile(PtNDManager manager, byte[] archive) {
    try {
      return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }
}
