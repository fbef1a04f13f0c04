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

  private final LlamaShape shape;
  private final Programs programs;
  private final LoadedWeights weights;
  private final IValue rotations;

  private record Factors(IValue matrices) implements Adapter {
    @Override
    public void close() {
      matrices.close();
    }
  }

  ScriptedRunner(LlamaShape shape, Programs programs, LlamaWeights weights, int context) {
    this.shape = shape;
    this.programs = programs;
    this.weights = LoadedWeights.of(programs, weights);
    try (IValue positions = IValue.from(context)) {
      this.rotations = programs.run("rotations", positions);
    }
  }

  @Override
  public synchronized Hidden run(KvPool pool, StepInput input) {
    // Whatever this step creates is freed with its owner.
    try (NDManager step = programs.newOwner();
        IValue tokens = IValue.from(Programs.longs(step, input.tokens()));
        IValue positions = IValue.from(Programs.longs(step, input.positions()));
        IValue where = IValue.from(Programs.longs(step, input.where()));
        IValue stretches = IValue.listFrom(input.stretches());
        IValue wanted = IValue.from(Programs.longs(step, input.wanted()));
        IValue spans = IValue.listFrom(input.spans());
        IValue adapters = list(input.adapters())) {
      IValue rows =
          programs.run(
              "forward",
              tokens,
              positions,
              where,
              stretches,
              wanted,
              rotations,
              weights.embedding(),
              weights.vectors(),
              weights.matrices(),
              pool.value(),
              adapters,
              spans);
      return new ScriptedHidden(programs, weights, rows, input.wanted().length, shape.vocabulary());
    }
  }

  @Override
  public Adapter adapter(List<Factor> factors) {
    try (NDManager owner = programs.newOwner()) {
      return new Factors(
          programs.prepare(
              factors.stream()
                  .map(f -> (PtNDArray) owner.create(f.values(), new Shape(f.rows(), f.columns())))
                  .toList()));
    }
  }

  private IValue list(List<Adapter> adapters) {
    // An empty list made here would have no type.
    return adapters.isEmpty()
        ? programs.run("no_adapters")
        : IValue.listFrom(
            adapters.stream().map(a -> ((Factors) a).matrices()).toArray(IValue[]::new));
  }

  @Override
  public void close() {
    rotations.close();
    weights.close();
  }
}
