// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.Map;
import java.util.Optional;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.gguf.Tensor;

/**
 * The Llama forward pass in loops, without cache, fusion or library: what the fast one is checked
 * against.
 */
final class ReferenceLlama {

  private static final Map<LoraModule, String> MODULES =
      Map.of(
          LoraModule.QUERY, "attn_q",
          LoraModule.KEY, "attn_k",
          LoraModule.VALUE, "attn_v",
          LoraModule.OUTPUT, "attn_output",
          LoraModule.GATE, "ffn_gate",
          LoraModule.UP, "ffn_up",
          LoraModule.DOWN, "ffn_down");

  private final ModelFile file;
  private final LlamaShape shape;
  private final Optional<LoraAdapter> adapter;

  ReferenceLlama(ModelFile file, LlamaShape shape) {
    this(file, shape, Optional.empty());
  }

  ReferenceLlama(ModelFile file, LlamaShape shape, Optional<LoraAdapter> adapter) {
    this.file = file;
    this.shape = shape;
    this.adapter =
        file.rotatesHalves() ? adapter : adapter.map(a -> a.forRotatedPairs(shape.headWidth()));
  }

  /** The logits of every position. */
  float[][] logits(int[] tokens) {
    float[] embedding = weights("token_embd");
    float[][] x = new float[tokens.length][];
    for (int t = 0; t < tokens.length; t++) {
      x[t] = new float[shape.width()];
      System.arraycopy(embedding, tokens[t] * shape.width(), x[t], 0, shape.width());
    }
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "blk." + i + ".";
      add(x, attention(norm(x, layer + "attn_norm"), layer));
      add(x, feedForward(norm(x, layer + "ffn_norm"), layer));
    }
    return product(norm(x, "output_norm"), shape.tied() ? embedding : weights("output"));
  }

  private float[][] attention(float[][] x, String layer) {
    float[][] q = biased(product(x, weights(layer + "attn_q")), layer + "attn_q");
    float[][] k = biased(product(x, weights(layer + "attn_k")), layer + "attn_k");
    float[][] v = biased(product(x, weights(layer + "attn_v")), layer + "attn_v");
    int d = shape.headWidth();
    float[][] joined = new float[x.length][shape.width()];
    for (int t = 0; t < x.length; t++) {
      rotate(q[t], t);
      rotate(k[t], t);
      for (int head = 0; head < shape.heads(); head++) {
        int from = head * d;
        int shared = head / (shape.heads() / shape.keyHeads()) * d;
        double[] weight = new double[t + 1];
        double sum = 0;
        for (int past = 0; past <= t; past++) {
          double score = 0;
          for (int i = 0; i < d; i++) {
            score += q[t][from + i] * k[past][shared + i];
          }
          weight[past] = Math.exp(score / Math.sqrt(d));
          sum += weight[past];
        }
        for (int past = 0; past <= t; past++) {
          for (int i = 0; i < d; i++) {
            joined[t][from + i] += (float) (weight[past] / sum * v[past][shared + i]);
          }
        }
      }
    }
    return product(joined, weights(layer + "attn_output"));
  }

  private float[][] feedForward(float[][] x, String layer) {
    float[][] gate = product(x, weights(layer + "ffn_gate"));
    float[][] up = product(x, weights(layer + "ffn_up"));
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < gate[t].length; i++) {
        gate[t][i] = (float) (gate[t][i] / (1 + Math.exp(-gate[t][i])) * up[t][i]);
      }
    }
    return product(gate, weights(layer + "ffn_down"));
  }

  private float[][] biased(float[][] y, String name) {
    file.find(name + ".bias")
        .map(Tensor::toFloats)
        .ifPresent(bias -> {
          for (float[] row : y) {
            for (int i = 0; i < row.length; i++) {
              row[i] += bias[i];
            }
          }
        });
    return y;
  }

  /** Neighbours, or numbers half a head apart, are turned against each other. */
  private void rotate(float[] heads, int position) {
    int d = shape.headWidth();
    boolean halves = file.rotatesHalves();
    for (int head = 0; head < heads.length; head += d) {
      for (int i = 0; i < d / 2; i++) {
        double angle =
            position * Math.pow(shape.ropeBase(), -2.0 * i / d) / shape.ropeFactors().get(i);
        int one = head + (halves ? i : 2 * i);
        int other = halves ? one + d / 2 : one + 1;
        float a = heads[one];
        float b = heads[other];
        heads[one] = (float) (a * Math.cos(angle) - b * Math.sin(angle));
        heads[other] = (float) (a * Math.sin(angle) + b * Math.cos(angle));
      }
    }
  }

  private float[][] norm(float[][] x, String name) {
    float[] weight = weights(name);
    float[][] out = new float[x.length][shape.width()];
    for (int t = 0; t < x.length; t++) {
      double squares = 0;
      for (float value : x[t]) {
        squares += value * value;
      }
      double scale = 1 / Math.sqrt(squares / shape.width() + shape.normEpsilon());
      for (int i = 0; i < shape.width(); i++) {
        out[t][i] = (float) (x[t][i] * scale * weight[i]);
      }
    }
    return out;
  }

  private static float[][] product(float[][] x, float[] matrix) {
    int columns = x[0].length;
    float[][] out = new float[x.length][matrix.length / columns];
    for (int t = 0; t < x.length; t++) {
      for (int row = 0; row < out[t].length; row++) {
        double sum = 0;
        for (int i = 0; i < columns; i++) {
          sum += matrix[row * columns + i] * x[t][i];
        }
        out[t][row] = (float) sum;
      }
    }
    return out;
  }

  private static void add(float[][] x, float[][] more) {
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        x[t][i] += more[t][i];
      }
    }
  }

  /** A matrix of the file, the adapter's product added to it. */
  private float[] weights(String name) {
    float[] weights = file.tensor(name + ".weight").toFloats();
    adapter.ifPresent(a ->
        a.pairs()
            .forEach((place, pair) -> {
              if (name.equals("blk.%d.%s".formatted(place.layer(), MODULES.get(place.module())))) {
                for (int row = 0; row < pair.out(); row++) {
                  for (int column = 0; column < pair.in(); column++) {
                    double sum = 0;
                    for (int i = 0; i < a.rank(); i++) {
                      sum += pair.b()[row * a.rank() + i] * pair.a()[i * pair.in() + column];
                    }
                    weights[row * pair.in() + column] += (float) (sum * a.scale());
                  }
                }
              }
            }));
    return weights;
  }
}
