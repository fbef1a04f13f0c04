// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.List;
import java.util.StringJoiner;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.model.ProgramText;

/**
 * Forward pass, losses and optimiser of the training as TorchScript source.
 *
 * <p>{@code trunk} runs trees side by side: of one tree, token j is seen by token i where {@code j
 * <= i <= last[j]}, and positions count along a path. Layers below the first changed one record
 * nothing for the backward pass, since nothing in them is trained. What remains in 32 bits whatever
 * the products are computed in: the stream between the layers, norms, rotations, the softmax over
 * words.
 *
 * <p>{@code blocks}, {@code looked}, {@code pieces} and the optimiser's and the loss's {@code
 * settings} lie in the machine's own memory, wherever the rest is: they are read number by number.
 *
 * <p>{@code score} turns hidden states into loss terms: imitation {@code −w log π} and the clipped
 * surrogate of "PPO" (Schulman et al.), whose mean over all tokens of a step is that of "DAPO" (Yu
 * et al.); π is the softmax over the legal tokens. {@code adamw} is "Decoupled Weight Decay
 * Regularization" (Loshchilov, Hutter) with the norm of all gradients bounded; it changes nothing
 * where that norm is not finite.
 */
final class TrainerProgram {

  static final String CLASS_NAME = "Learner";

  private TrainerProgram() {}

  static String source(LoraLayout layout, Precision precision, Processor processor) {
    LlamaShape shape = layout.shape();
    String source = HEAD + layer(layout, false) + layer(layout, true) + REST;
    return ProgramText.measured(
        source
            .replace("PIECES_A_LAYER", Integer.toString(layout.pieces().size()))
            .replace("PIECES", pieces(layout))
            .replace("LAYER_WEIGHTS", layout.shape().family().biased() ? "7" : "6")
            .replace("FIRST", Integer.toString(layout.firstLayer()))
            .replace("ROOT", ProgramText.decimal(1 / Math.sqrt(shape.headWidth())))
            .replace("LORA_SCALE", ProgramText.decimal(layout.alpha() / layout.rank()))
            .replace("DEVICE", processor.torchName())
            .replace("DTYPE", precision.torchName()),
        shape);
  }

  /** Sizes of all pieces of the trained vector. */
  private static String pieces(LoraLayout layout) {
    StringJoiner sizes = new StringJoiner(", ", "[", "]");
    List<Integer> one = layout.pieces();
    for (int i = layout.firstLayer(); i < layout.shape().layers(); i++) {
      one.forEach(size -> sizes.add(Integer.toString(size)));
    }
    return sizes.toString();
  }

  private static final String HEAD =
      """
      class Learner(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        _is_full_backward_hook : Optional[bool]

        def trunk(self: __torch__.Learner, tokens: Tensor, depth: Tensor, last: Tensor,
            blocks: Tensor, looked: Tensor, pieces: Tensor, rows: Tensor, trained: Tensor,
            weights: List[Tensor]) -> Tensor:
          lengths: List[int] = []
          begins: List[int] = []
          end = 0
          for i in range(torch.size(pieces, 0)):
            length = int(torch.select(pieces, 0, i))
            _0 = torch.append(lengths, length)
            _1 = torch.append(begins, end)
            end = end + length
          heights: List[int] = []
          near: List[List[int]] = []
          masks: List[Tensor] = []
          for i in range(torch.size(blocks, 0)):
            block = torch.select(blocks, 0, i)
            a = int(torch.select(block, 0, 0))
            b = int(torch.select(block, 0, 1))
            first = int(torch.select(block, 0, 2))
            own: List[int] = []
            spans: List[Tensor] = []
            for j in range(int(torch.select(block, 0, 3)) - first):
              piece = int(torch.select(looked, 0, first + j))
              _2 = torch.append(own, piece)
              _3 = torch.append(spans, torch.arange(begins[piece], begins[piece] + lengths[piece],
                  dtype=4, device=DEVICE))
            columns = torch.cat(spans, 0)
            rows_here = torch.unsqueeze(torch.arange(a, b, dtype=4, device=DEVICE), 1)
            seen = torch.logical_and(torch.le(torch.unsqueeze(columns, 0), rows_here),
                torch.ge(torch.unsqueeze(torch.index_select(last, 0, columns), 0), rows_here))
            shut = torch.masked_fill(
                torch.zeros([b - a, torch.size(columns, 0)], dtype=DTYPE, device=DEVICE),
                torch.logical_not(seen), -1e30)
            _4 = torch.append(masks, torch.unsqueeze(torch.repeat(shut, [SHARING, 1]), 0))
            _5 = torch.append(near, own)
            _6 = torch.append(heights, b - a)
          turn = torch.unsqueeze(self.turns(depth), 1)
          x = torch.embedding(weights[0], tokens)
          for layer in range(FIRST):
            x = self.frozen(x, turn, heights, lengths, near, masks,
                weights, 2 + layer * LAYER_WEIGHTS)
          parts = torch.split_with_sizes(torch.to(trained, DTYPE), PIECES)
          for layer in range(FIRST, LAYERS):
            x = self.changed(x, turn, heights, lengths, near, masks,
                weights, 2 + layer * LAYER_WEIGHTS, parts, (layer - FIRST) * PIECES_A_LAYER)
          return torch.rms_norm(torch.index_select(x, 0, rows), [WIDTH], weights[1], EPSILON)

        def turns(self: __torch__.Learner, depth: Tensor) -> Tensor:
          pair = torch.arange(0, HEAD_WIDTH // 2, dtype=7, device=DEVICE)
          frequency = torch.div(
              torch.pow(ROPE_BASE, torch.div(torch.mul(pair, -2.), HEAD_WIDTH)),
              torch.tensor(ROPE_FACTORS, dtype=7, device=DEVICE))
          angle = torch.outer(torch.to(depth, 7), frequency)
          return torch.to(torch.polar(torch.ones_like(angle), angle), 9)

        def rotate(self: __torch__.Learner, heads: Tensor, turn: Tensor) -> Tensor:
          pairs = torch.view_as_complex(torch.reshape(torch.to(heads, 6),
              [torch.size(heads, 0), torch.size(heads, 1), HEAD_WIDTH // 2, 2]))
          return torch.to(torch.flatten(torch.view_as_real(torch.mul(pairs, turn)), 2), DTYPE)

        def norm(self: __torch__.Learner, x: Tensor, weight: Tensor) -> Tensor:
          length = torch.linalg_vector_norm(x, 2, [-1], True)
          scale = torch.rsqrt(torch.add(torch.div(torch.mul(length, length), WIDTH), EPSILON))
          return torch.to(torch.mul(torch.mul(x, scale), weight), DTYPE)

        def pick(self: __torch__.Learner, x: List[Tensor], pieces: List[int]) -> Tensor:
          all: List[Tensor] = []
          for i in range(torch.len(pieces)):
            _0 = torch.append(all, x[pieces[i]])
          return torch.cat(all, 1)

        def attend(self: __torch__.Learner, all: Tensor, turn: Tensor, heights: List[int],
            lengths: List[int], near: List[List[int]], masks: List[Tensor]) -> Tensor:
          t = torch.size(all, 0)
          turning, values = torch.split_with_sizes(all,
              [(HEADS + KEY_HEADS) * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH], 1)
          turned = self.rotate(torch.reshape(turning, [t, HEADS + KEY_HEADS, HEAD_WIDTH]), turn)
          queries, keys = torch.split_with_sizes(torch.transpose(turned, 0, 1), [HEADS, KEY_HEADS], 0)
          q = torch.split_with_sizes(queries, heights, 1)
          k = torch.split_with_sizes(keys, lengths, 1)
          v = torch.split_with_sizes(
              torch.transpose(torch.reshape(values, [t, KEY_HEADS, HEAD_WIDTH]), 0, 1), lengths, 1)
          found: List[Tensor] = []
          for i in range(torch.len(masks)):
            n = heights[i]
            some = torch.reshape(q[i], [KEY_HEADS, SHARING * n, HEAD_WIDTH])
            heard = torch.baddbmm(masks[i], some, torch.transpose(self.pick(k, near[i]), 1, 2),
                beta=1, alpha=ROOT)
            one = torch.bmm(torch.softmax(heard, -1), self.pick(v, near[i]))
            _0 = torch.append(found, torch.reshape(one, [HEADS, n, HEAD_WIDTH]))
          return torch.reshape(torch.transpose(torch.cat(found, 1), 0, 1), [t, HEADS * HEAD_WIDTH])

      """;

  /** A layer; if changed, with the products of its adapter beside the model's own. */
  private static String layer(LoraLayout layout, boolean changed) {
    StringBuilder out = new StringBuilder();
    out.append(changed ? "  def changed" : "  def frozen")
        .append("(self: __torch__.Learner, x: Tensor, turn: Tensor, heights: List[int],\n")
        .append("      lengths: List[int], near: List[List[int]], masks: List[Tensor],\n")
        .append("      weights: List[Tensor], w: int")
        .append(changed ? ", parts: List[Tensor], p: int" : "")
        .append(") -> Tensor:\n");
    int[] part = {0};
    line(out, "n = self.norm(x, weights[w])");
    String bias = layout.shape().family().biased() ? ", weights[w + 6]" : "";
    line(out, "a = torch.linear(n, weights[w + 1]%s)".formatted(bias));
    group(out, layout, changed, 0, "n", "a", part);
    line(out, "s = self.attend(a, turn, heights, lengths, near, masks)");
    line(out, "o = torch.linear(s, weights[w + 2])");
    group(out, layout, changed, 1, "s", "o", part);
    line(out, "y = torch.add(x, o)");
    line(out, "m = self.norm(y, weights[w + 3])");
    line(out, "b = torch.linear(m, weights[w + 4])");
    group(out, layout, changed, 2, "m", "b", part);
    line(out, "g, u = torch.split_with_sizes(b, [HIDDEN, HIDDEN], 1)");
    line(out, "h = torch.mul(torch.silu(g), u)");
    line(out, "d = torch.linear(h, weights[w + 5])");
    group(out, layout, changed, 3, "h", "d", part);
    line(out, "return torch.add(y, d)");
    return out.append('\n').toString();
  }

  /**
   * The products of a group's adapter, added to {@code output}: one product makes what is low of
   * all its modules, and one more, whose matrix has their Bs along its diagonal, all their outputs.
   */
  private static void group(
      StringBuilder out,
      LoraLayout layout,
      boolean changed,
      int group,
      String input,
      String output,
      int[] part) {
    List<LoraModule> all = LoraLayout.GROUPS.get(group);
    List<LoraModule> modules = layout.changed(all);
    if (!changed || modules.isEmpty()) {
      return;
    }
    int rank = layout.rank();
    line(
        out,
        "low = torch.linear(%s, torch.reshape(parts[p + %d], [%d, %d]))"
            .formatted(input, part[0]++, modules.size() * rank, layout.in(modules.getFirst())));
    StringJoiner diagonal = new StringJoiner(", ", "[", "]");
    for (LoraModule module : all) {
      diagonal.add(
          modules.contains(module)
              ? "torch.reshape(parts[p + %d], [%d, %d])"
                  .formatted(part[0]++, layout.out(module), rank)
              : "torch.zeros([%d, 0], dtype=DTYPE, device=DEVICE)".formatted(layout.out(module)));
    }
    String up =
        all.size() == 1 ? diagonal.toString() + "[0]" : "torch.block_diag(%s)".formatted(diagonal);
    line(
        out,
        "%s = torch.addmm(%s, low, torch.t(%s), beta=1, alpha=LORA_SCALE)"
            .formatted(output, output, up));
  }

  private static void line(StringBuilder out, String text) {
    out.append("    ").append(text).append('\n');
  }

  private static final String REST =
      """
        def few(self: __torch__.Learner, states: Tensor, rows: Tensor, kinds: Tensor,
            legal: Tensor, places: Tensor, terms: Tensor, bonus: Tensor, settings: Tensor,
            columns: Tensor, weights: List[Tensor]) -> List[Tensor]:
          h = torch.index_select(states, 0, rows)
          z = torch.linear(h, torch.index_select(weights[3 + LAYERS * LAYER_WEIGHTS], 0, columns))
          return self.loss(z, kinds, legal, places, terms, bonus, settings)

        def many(self: __torch__.Learner, states: Tensor, rows: Tensor, kinds: Tensor,
            legal: Tensor, places: Tensor, terms: Tensor, bonus: Tensor, settings: Tensor,
            columns: Tensor, weights: List[Tensor]) -> List[Tensor]:
          h = torch.to(torch.index_select(states, 0, rows), DTYPE)
          z = torch.to(torch.linear(h, weights[2 + LAYERS * LAYER_WEIGHTS]), 6)
          return self.loss(z, kinds, legal, places, terms, bonus, settings)

        def loss(self: __torch__.Learner, z: Tensor, kinds: Tensor, legal: Tensor,
            places: Tensor, terms: Tensor, bonus: Tensor, settings: Tensor) -> List[Tensor]:
          shut = torch.index_select(torch.eq(legal, 0), 0, kinds)
          logs = torch.log_softmax(torch.masked_fill(z, shut, -1e30), -1)
          entropy = torch.neg(torch.sum(torch.mul(torch.exp(logs), logs), [-1]))
          logp = torch.index_select(torch.reshape(logs, [-1]), 0, places)
          now = torch.detach(logp)
          weight, coefficient, advantage, given, sampler = torch.unbind(terms, 0)
          before = torch.where(torch.isnan(given), now, given)
          ratio = torch.exp(torch.clamp(torch.sub(logp, before), -20., 20.))
          least = float(torch.select(settings, 0, 0))
          most = float(torch.select(settings, 0, 1))
          cap = float(torch.select(settings, 0, 2))
          held = torch.clamp(ratio, least, most)
          gain = torch.minimum(torch.mul(ratio, advantage), torch.mul(held, advantage))
          trust = torch.clamp(torch.exp(torch.clamp(torch.sub(before, sampler), -20., 20.)), None, cap)
          trust = torch.where(torch.isnan(sampler), torch.ones_like(trust), trust)
          taught = torch.sum(torch.mul(weight, logp))
          tried = torch.sum(torch.mul(torch.mul(coefficient, trust), gain))
          value = torch.neg(torch.add(torch.add(taught, tried), torch.sum(torch.mul(bonus, entropy))))
          return [value, now, torch.detach(entropy), torch.to(torch.argmax(logs, -1), 6)]

        def adamw(self: __torch__.Learner, trained: Tensor, first: Tensor, second: Tensor,
            gradient: Tensor, settings: Tensor) -> Tensor:
          rate = float(torch.select(settings, 0, 0))
          beta1 = float(torch.select(settings, 0, 1))
          beta2 = float(torch.select(settings, 0, 2))
          epsilon = float(torch.select(settings, 0, 3))
          decay = float(torch.select(settings, 0, 4))
          most = float(torch.select(settings, 0, 5))
          left1 = float(torch.select(settings, 0, 6))
          left2 = float(torch.select(settings, 0, 7))
          norm = torch.sqrt(torch.sum(torch.mul(gradient, gradient), dtype=7))
          size = float(norm)
          if bool(torch.isfinite(norm)):
            g = gradient
            if size > most:
              g = torch.mul(gradient, most / (size + 1e-6))
            _0 = torch.mul_(trained, 1. - rate * decay)
            _1 = torch.add_(torch.mul_(first, beta1), g, alpha=1. - beta1)
            _2 = torch.addcmul_(torch.mul_(second, beta2), g, g, value=1. - beta2)
            root = torch.add(torch.div(torch.sqrt(second), torch.sqrt(left2)), epsilon)
            _3 = torch.addcdiv_(trained, first, root, value=-rate / left1)
          return norm

        def gather(self: __torch__.Learner, sum: Tensor, more: Tensor) -> Tensor:
          return torch.add_(sum, more)

        def put(self: __torch__.Learner, to: Tensor, values: Tensor) -> Tensor:
          return torch.copy_(to, values)

        def convert(self: __torch__.Learner, x: Tensor) -> Tensor:
          return torch.to(x, DTYPE)
      """;
}
