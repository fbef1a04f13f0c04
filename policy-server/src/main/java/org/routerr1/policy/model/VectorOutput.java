// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.vector.Elementwise;
import org.routerr1.policy.vector.Panels;
import org.routerr1.policy.vector.Products;
import org.routerr1.policy.vector.Softmax;
import org.routerr1.policy.vector.Team;

/**
 * What is read from hidden states on the CPU's own vectors: logits, log-probabilities, choices.
 * Every row is computed by itself, so its bits do not depend on the others.
 */
final class VectorOutput {

  private final LlamaShape shape;
  private final VectorWeights weights;
  private final Team team;
  private final Products products;
  private final Softmax[] softmaxes;
  private final boolean[] none;
  private final int stride;

  /** Memory of the last table, for the next one. */
  private final AtomicReference<float @Nullable []> spare = new AtomicReference<>();

  VectorOutput(LlamaShape shape, VectorWeights weights, Team team, Products products) {
    this.shape = shape;
    this.weights = weights;
    this.team = team;
    this.products = products;
    this.stride = Panels.padded(shape.vocabulary());
    this.softmaxes = new Softmax[team.members()];
    Arrays.setAll(softmaxes, i -> new Softmax(stride));
    this.none = Softmax.none(shape.vocabulary());
  }

  /**
   * What can be read from these states.
   *
   * @param rows normed, {@code [count][width]}
   */
  Hidden of(float[] rows, int count) {
    return new States(rows, count);
  }

  private record Illegal(boolean[] tokens) implements LogProbabilities.Mask {
    @Override
    public void close() {
      // Lies in the heap.
    }
  }

  private final class States implements Hidden {
    private final float[] rows;
    private final int count;

    States(float[] rows, int count) {
      this.rows = rows;
      this.count = count;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public float[] logits() {
      float[] padded = new float[count * stride];
      products.add(weights.head(), rows, 0, shape.width(), count, padded, 0, stride);
      float[] logits = new float[count * shape.vocabulary()];
      for (int row = 0; row < count; row++) {
        System.arraycopy(
            padded, row * stride, logits, row * shape.vocabulary(), shape.vocabulary());
      }
      return logits;
    }

    @Override
    public float[] logits(int[] ofRows, int[] tokens) {
      float[] logits = new float[ofRows.length];
      for (int i = 0; i < logits.length; i++) {
        logits[i] =
            Elementwise.dot(
                weights.output(),
                (long) tokens[i] * shape.width(),
                rows,
                ofRows[i] * shape.width(),
                shape.width());
      }
      return logits;
    }

    @Override
    public LogProbabilities logProbabilities(int[] ofRows) {
      float[] some = new float[ofRows.length * shape.width()];
      for (int i = 0; i < ofRows.length; i++) {
        System.arraycopy(rows, ofRows[i] * shape.width(), some, i * shape.width(), shape.width());
      }
      float[] table = spare.getAndSet(null);
      if (table == null || table.length < ofRows.length * stride) {
        table = new float[ofRows.length * stride];
      }
      products.multiply(weights.head(), some, 0, shape.width(), ofRows.length, table, 0, stride);
      return new Table(table, ofRows.length);
    }

    @Override
    public void close() {
      // Lies in the heap.
    }
  }

  private final class Table implements LogProbabilities {
    private final float[] logits;
    private final double[] logMasses;

    Table(float[] logits, int rows) {
      this.logits = logits;
      this.logMasses = new double[rows];
      team.run(
          rows,
          (member, row) -> {
            float most = softmaxes[member].most(logits, row * stride, none);
            logMasses[row] = logMass(softmaxes[member], row, none, most);
          });
    }

    /** The logarithm of what e to the power of the logits adds up to. */
    private double logMass(Softmax softmax, int row, boolean[] illegal, float most) {
      return most + Math.log(softmax.mass(logits, row * stride, illegal, most, 1));
    }

    @Override
    public float[] at(int[] rows, int[] tokens) {
      float[] values = new float[rows.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (logits[rows[i] * stride + tokens[i]] - logMasses[rows[i]]);
      }
      return values;
    }

    @Override
    public Mask mask(int[] legal) {
      return new Illegal(Softmax.allBut(legal, shape.vocabulary()));
    }

    @Override
    public List<Chosen> choose(List<Asked> asked) {
      Chosen[] chosen = new Chosen[asked.size()];
      team.run(chosen.length, (member, i) -> chosen[i] = choose(softmaxes[member], asked.get(i)));
      return List.of(chosen);
    }

    private Chosen choose(Softmax softmax, Asked asked) {
      boolean[] illegal = ((Illegal) asked.mask()).tokens();
      int at = asked.row() * stride;
      float most = softmax.most(logits, at, illegal);
      int token = asked.given();
      if (token < 0) {
        float temperature = (float) asked.temperature();
        token =
            temperature > 0
                ? softmax.sample(logits, at, illegal, most, temperature, asked.point())
                : Softmax.first(logits, at, illegal, most);
      }
      float logit = logits[at + token];
      return new Chosen(
          token,
          logit - logMass(softmax, asked.row(), illegal, most),
          logit - logMasses[asked.row()]);
    }

    @Override
    public void close() {
      spare.set(logits);
    }
  }
}
