// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.routerr1.policy.model.LoraFactors.Factor;

/**
 * Runs steps as {@link LlamaProgram}, operation by operation in PyTorch: the way on CUDA, and on a
 * CPU the one that {@link VectorRunner} is compared with.
 */
final class ScriptedRunner implements Runner {

  private static final int MOST_LANES = 4;

  /** Memory for prepared matrices, of which every lane has its own. */
  private static final long MOST_PREPARED = 3L << 30;

  private final LlamaShape shape;
  private final Programs programs;
  private final LoadedWeights weights;
  private final IValue rotations;

  /** An adapter's factors for each lane. */
  private record Factors(List<IValue> ofLanes) implements Adapter {
    @Override
    public void close() {
      ofLanes.forEach(IValue::close);
    }
  }

  ScriptedRunner(
      LlamaShape shape,
      Programs programs,
      LlamaWeights weights,
      int context,
      int threads,
      Processor processor) {
    this.shape = shape;
    this.programs = programs;
    int lanes = processor == Processor.CPU ? lanes(shape, threads) : 1;
    this.weights = LoadedWeights.of(programs, weights, lanes);
    try (IValue positions = IValue.from(context)) {
      this.rotations = programs.run("rotations", positions);
    }
  }

  /** Few processors and small weights: each processor takes sequences of its own. */
  private static int lanes(LlamaShape shape, int threads) {
    return threads <= MOST_LANES && shape.matrixBytes() <= MOST_PREPARED / threads ? threads : 1;
  }

  @Override
  public int lanes() {
    return weights.lanes().size();
  }

  @Override
  public IValue run(int lane, KvPool pool, StepInput input, Relay relay) {
    Lane own = weights.lanes().get(lane);
    // Whatever this step creates is freed with its owner.
    synchronized (own) {
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
        return relay.isAlone() ? forward.atOnce() : forward.layerByLayer(shape.layers(), relay);
      }
    }
  }

  @Override
  public IValue logits(NDManager owner, int lane, IValue rows) {
    Lane own = weights.lanes().get(lane);
    synchronized (own) {
      return programs.run("logits", rows, own.head());
    }
  }

  @Override
  public IValue output() {
    return weights.output();
  }

  @Override
  public Adapter adapter(List<Factor> factors) {
    try (NDManager owner = programs.newOwner()) {
      List<PtNDArray> tensors =
          factors.stream()
              .map(f -> (PtNDArray) owner.create(f.values(), new Shape(f.rows(), f.columns())))
              .toList();
      return new Factors(LoadedWeights.prepare(programs, tensors, lanes()));
    }
  }

  private IValue list(int lane, List<Adapter> adapters) {
    // An empty list made here would have no type.
    return adapters.isEmpty()
        ? programs.run("no_adapters")
        : IValue.listFrom(
            adapters.stream().map(a -> ((Factors) a).ofLanes().get(lane)).toArray(IValue[]::new));
  }

  @Override
  public void close() {
    rotations.close();
    weights.close();
  }
}
