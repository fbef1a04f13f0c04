// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.stream.IntStream;

/** Log-probabilities in PyTorch's memory, looked at by {@link OutputProgram}. */
final class ScriptedProbabilities implements LogProbabilities {

  private static final int RESULTS = 3;

  private final Programs programs;
  private final IValue table;
  private final int vocabulary;

  private record Illegal(IValue tokens) implements Mask {
    @Override
    public void close() {
      tokens.close();
    }
  }

  ScriptedProbabilities(Programs programs, IValue table, int vocabulary) {
    this.programs = programs;
    this.table = table;
    this.vocabulary = vocabulary;
  }

  @Override
  public float[] at(int[] rows, int[] tokens) {
    try (NDManager step = programs.newOwner();
        IValue r = IValue.from(Programs.longs(step, rows));
        IValue t = IValue.from(Programs.longs(step, tokens));
        IValue values = programs.run("at", table, r, t)) {
      return Programs.floats(step, values);
    }
  }

  @Override
  public Mask mask(int[] legal) {
    try (NDManager step = programs.newOwner();
        IValue words = IValue.from(vocabulary);
        IValue tokens = IValue.from(Programs.longs(step, legal))) {
      return new Illegal(programs.run("illegal", words, tokens));
    }
  }

  @Override
  public List<Chosen> choose(List<Asked> asked) {
    int n = asked.size();
    float[] temperatures = new float[n];
    double[] points = new double[n];
    for (int i = 0; i < n; i++) {
      temperatures[i] = (float) asked.get(i).temperature();
      points[i] = asked.get(i).point();
    }
    Shape column = new Shape(n, 1);
    try (NDManager step = programs.newOwner();
        IValue rows = rows(step, asked);
        IValue masks = masks(step, asked);
        IValue temperature = IValue.from((PtNDArray) step.create(temperatures, column));
        IValue point = IValue.from((PtNDArray) step.create(points, column));
        IValue given = given(step, asked, column);
        IValue result =
            asked.stream().allMatch(a -> a.given() >= 0)
                ? programs.run("look", table, rows, masks, given)
                : programs.run("choose", table, rows, masks, temperature, point, given)) {
      double[] flat = result.toTensor((PtNDManager) step).toDoubleArray();
      return IntStream.range(0, n)
          .mapToObj(i ->
              new Chosen((int) flat[i * RESULTS], flat[i * RESULTS + 1], flat[i * RESULTS + 2]))
          .toList();
    }
  }

  private static IValue rows(NDManager step, List<Asked> asked) {
    return IValue.from(Programs.longs(step, asked.stream().mapToInt(Asked::row).toArray()));
  }

  private static IValue given(NDManager step, List<Asked> asked, Shape column) {
    long[] tokens = asked.stream().mapToLong(Asked::given).toArray();
    return IValue.from((PtNDArray) step.create(tokens, column));
  }

  private static IValue masks(NDManager step, List<Asked> asked) {
    return IValue.listFrom(
        asked.stream()
            .map(a -> ((Illegal) a.mask()).tokens().toTensor((PtNDManager) step))
            .toArray(PtNDArray[]::new));
  }

  @Override
  public void close() {
    table.close();
  }
}
