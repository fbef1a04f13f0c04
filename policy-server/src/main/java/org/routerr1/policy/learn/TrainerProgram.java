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
 * <p>{@code blocks}, {@code looked} and the optimiser's and the loss's {@code settings} lie in the
 * machine's own memory, wherever the rest is: they are read number by number.
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
            blocks: Tensor, looked: Tensor, rows: Tensor, trained: Tensor,
            weights: List[Tensor]) -> Tensor:
          ranges: List[Tensor] = []
          masks: List[Tensor] = []
          for i in range(torch.size(blocks, 0)):
            block = torch.select(blocks, 0, i)
            a = int(torch.select(block, 0, 0))
            b = int(torch.select(block, 0, 1))
            own = torch.slice(looked, 0, int(torch.select(block, 0, 2)), int(torch.select(block, 0, 3)))
            columns = self.columns(own)
            rows_here = torch.unsqueeze(torch.arange(a, b, dtype=4, device=DEVICE), 1)
            seen = torch.logical_and(torch.le(torch.unsqueeze(columns, 0), rows_here),
                torch.ge(torch.unsqueeze(torch.index_select(last, 0, columns), 0), rows_here))
            shut = torch.logical_not(seen)
            _0 = torch.append(masks, torch.masked_fill(
                torch.zeros([b - a, torch.size(columns, 0)], dtype=DTYPE, device=DEVICE), shut, -1e30))
            _1 = torch.append(ranges, own)
          turn = torch.unsqueeze(self.turns(depth), 1)
          x = torch.embedding(weights[0], tokens)
          for layer in range(FIRST):
            x = self.frozen(x, turn, ranges, masks, weights, 2 + layer * LAYER_WEIGHTS)
          pieces = torch.split_with_sizes(torch.to(trained, DTYPE), PIECES)
          for layer in range(FIRST, LAYERS):
            x = self.changed(x, turn, ranges, masks, weights, 2 + layer * LAYER_WEIGHTS,
                pieces, (layer - FIRST) * PIECES_A_LAYER)
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
          return torch.to(torch.rms_norm(x, [WIDTH], weight, EPSILON), DTYPE)

        def columns(self: __torch__.Learner, ranges: Tensor) -> Tensor:
          all: List[Tensor] = []
          for i in range(torch.size(ranges, 0)):
            one = torch.select(ranges, 0, i)
            _0 = torch.append(all, torch.arange(int(torch.select(one, 0, 0)),
                int(torch.select(one, 0, 1)), dtype=4, device=DEVICE))
          return torch.cat(all, 0)

        def pick(self: __torch__.Learner, x: Tensor, ranges: Tensor) -> Tensor:
          all: List[Tensor] = []
          for i in range(torch.size(ranges, 0)):
            one = torch.select(ranges, 0, i)
            _0 = torch.append(all, torch.slice(x, 1, int(torch.select(one, 0, 0)),
                int(torch.select(one, 0, 1))))
          return torch.cat(all, 1)

        def attend(self: __torch__.Learner, queries: Tensor, keys: Tensor, values: Tensor,
            turn: Tensor, ranges: List[Tensor], masks: List[Tensor]) -> Tensor:
          t = torch.size(queries, 0)
          q = self.rotate(torch.reshape(torch.mul(queries, ROOT), [t, HEADS, HEAD_WIDTH]), turn)
          k = self.rotate(torch.reshape(keys, [t, KEY_HEADS, HEAD_WIDTH]), turn)
          v = torch.reshape(values, [t, KEY_HEADS, HEAD_WIDTH])
          q = torch.transpose(q, 0, 1)
          k = torch.transpose(k, 0, 1)
          v = torch.transpose(v, 0, 1)
          found: List[Tensor] = []
          at = 0
          for i in range(torch.len(masks)):
            mask = masks[i]
            n = torch.size(mask, 0)
            c = torch.size(mask, 1)
            some = torch.reshape(torch.slice(q, 1, at, at + n), [KEY_HEADS, SHARING * n, HEAD_WIDTH])
            near = torch.matmul(some, torch.transpose(self.pick(k, ranges[i]), 1, 2))
            heard = torch.add(torch.reshape(near, [HEADS, n, c]), mask)
            share = torch.reshape(torch.softmax(heard, -1), [KEY_HEADS, SHARING * n, c])
            one = torch.matmul(share, self.pick(v, ranges[i]))
            _0 = torch.append(found, torch.reshape(one, [HEADS, n, HEAD_WIDTH]))
            at = at + n
          return torch.reshape(torch.transpose(torch.cat(found, 1), 0, 1), [t, HEADS * HEAD_WIDTH])

      """;

  /** A layer; if changed, with the products of its adapter beside the model's own. */
  private static String layer(LoraLayout layout, boolean changed) {
    StringBuilder out = new StringBuilder();
    out.append(changed ? "  def changed" : "  def frozen")
        .append("(self: __torch__.Learner, x: Tensor, turn: Tensor,\n")
        .append("      ranges: List[Tensor], masks: List[Tensor], weights: List[Tensor], w: int")
        .append(changed ? ", pieces: List[Tensor], p: int" : "")
        .append(") -> Tensor:\n");
    int[] piece = {0};
    line(out, "n = self.norm(x, weights[w])");
    line(
        out,
        "q, k, v = torch.split(torch.linear(n, weights[w + 1]%s), "
                .formatted(layout.shape().family().biased() ? ", weights[w + 6]" : "")
            + "[HEADS * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH], -1)");
    group(out, layout, changed, 0, "n", piece, "q", "k", "v");
    line(out, "s = self.attend(q, k, v, turn, ranges, masks)");
    line(out, "o = torch.linear(s, weights[w + 2])");
    group(out, layout, changed, 1, "s", piece, "o");
    line(out, "y = torch.add(x, o)");
    line(out, "m = self.norm(y, weights[w + 3])");
    line(out, "g, u = torch.split(torch.linear(m, weights[w + 4]), [HIDDEN, HIDDEN], -1)");
    group(out, layout, changed, 2, "m", piece, "g", "u");
    line(out, "h = torch.mul(torch.silu(g), u)");
    line(out, "d = torch.linear(h, weights[w + 5])");
    group(out, layout, changed, 3, "h", piece, "d");
    line(out, "return torch.add(y, d)");
    return out.append('\n').toString();
  }

  private static void group(
      StringBuilder out,
      LoraLayout layout,
      boolean changed,
      int group,
      String input,
      int[] piece,
      String... outputs) {
    List<LoraModule> all = LoraLayout.GROUPS.get(group);
    List<LoraModule> modules = layout.changed(all);
    if (!changed || modules.isEmpty()) {
      return;
    }
    int rank = layout.rank();
    line(
        out,
        "low = torch.mul(torch.linear(%s, torch.reshape(pieces[p + %d], [%d, %d])), LORA_SCALE)"
            .formatted(input, piece[0]++, modules.size() * rank, layout.in(modules.getFirst())));
    for (int i = 0; i < modules.size(); i++) {
      String y = outputs[all.indexOf(modules.get(i))];
      line(
          out,
          ("%s = torch.add(%s, torch.linear(torch.slice(low, 1, %d, %d), "
                  + "torch.reshape(pieces[p + %d], [%d, %d])))")
              .formatted(
                  y, y, i * rank, (i + 1) * rank, piece[0]++, layout.out(modules.get(i)), rank));
    }
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
