// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.util.Locale;

/**
 * The Llama forward pass as TorchScript source: one call runs a whole stretch of a sequence.
 *
 * <p>Attention is that of "Attention Is All You Need", grouped as in "GQA" (Ainslie et al.);
 * positions are rotations as in "RoFormer" (Su et al.), a head's adjacent pairs read as complex
 * numbers, which is how GGUF files of this family order their query and key rows. The query heads
 * that share a key head are laid one after the other as if they were further positions, so keys and
 * values need not be repeated for them.
 *
 * <p>{@code forward(tokens[t], start, wanted, rotations[context, headWidth / 2], weights, cache)}:
 * the stretch lies at positions {@code start} to {@code start + t}; its keys and values are written
 * into {@code cache[layer, 2, keyHeads, capacity, headWidth]}; returned are the logits {@code
 * [wanted, vocabulary]} of its last {@code wanted} positions. The order of {@code weights} is that
 * of {@link LlamaWeights}.
 */
final class LlamaProgram {

  /** The class in the archive; its qualified name is {@code __torch__.Llama}. */
  static final String CLASS_NAME = "Llama";

  private LlamaProgram() {}

  static String source(LlamaShape shape) {
    // Numbers of the shape are written into the program: TorchScript has no constants of its own.
    return """
    class Llama(Module):
      __parameters__ = []
      __buffers__ = []
      training : bool
      _is_full_backward_hook : Optional[bool]

      def forward(self: __torch__.Llama, tokens: Tensor, start: int, wanted: int,
          rotations: Tensor, weights: List[Tensor], cache: Tensor) -> Tensor:
        t = torch.size(tokens, 0)
        x = torch.embedding(weights[0], tokens)
        turn = torch.unsqueeze(torch.slice(rotations, 0, start, start + t), 1)
        mask: Optional[Tensor] = None
        if t > 1:
          mask = torch.repeat(torch.tril(torch.ones([t, start + t], dtype=11), start), [SHARING, 1])
        for layer in range(LAYERS):
          w = 2 + layer * 6
          past = torch.select(cache, 0, layer)
          x = x + self.attention(torch.rms_norm(x, [WIDTH], weights[w], EPSILON),
              start, turn, mask, weights[w + 1], weights[w + 2], past)
          x = x + self.feed_forward(torch.rms_norm(x, [WIDTH], weights[w + 3], EPSILON),
              weights[w + 4], weights[w + 5])
        last = torch.rms_norm(torch.slice(x, 0, t - wanted), [WIDTH], weights[1], EPSILON)
        return torch.linear(last, weights[0])

      def attention(self: __torch__.Llama, x: Tensor, start: int, turn: Tensor,
          mask: Optional[Tensor], query_key_value: Tensor, output: Tensor,
          past: Tensor) -> Tensor:
        t = torch.size(x, 0)
        q, k, v = torch.split(torch.linear(x, query_key_value),
            [HEADS * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH], -1)
        q = self.rotate(torch.reshape(q, [t, HEADS, HEAD_WIDTH]), turn)
        k = self.rotate(torch.reshape(k, [t, KEY_HEADS, HEAD_WIDTH]), turn)
        v = torch.reshape(v, [t, KEY_HEADS, HEAD_WIDTH])
        keys = torch.select(past, 0, 0)
        values = torch.select(past, 0, 1)
        torch.copy_(torch.slice(keys, 1, start, start + t), torch.transpose(k, 0, 1))
        torch.copy_(torch.slice(values, 1, start, start + t), torch.transpose(v, 0, 1))
        seen = torch.scaled_dot_product_attention(
            torch.reshape(torch.transpose(q, 0, 1), [1, KEY_HEADS, SHARING * t, HEAD_WIDTH]),
            torch.unsqueeze(torch.slice(keys, 1, 0, start + t), 0),
            torch.unsqueeze(torch.slice(values, 1, 0, start + t), 0),
            mask)
        seen = torch.reshape(seen, [HEADS, t, HEAD_WIDTH])
        joined = torch.reshape(torch.transpose(seen, 0, 1), [t, HEADS * HEAD_WIDTH])
        return torch.linear(joined, output)

      def rotate(self: __torch__.Llama, heads: Tensor, turn: Tensor) -> Tensor:
        pairs = torch.view_as_complex(torch.reshape(heads,
            [torch.size(heads, 0), torch.size(heads, 1), HEAD_WIDTH // 2, 2]))
        return torch.flatten(torch.view_as_real(torch.mul(pairs, turn)), 2)

      def feed_forward(self: __torch__.Llama, x: Tensor, gate_up: Tensor,
          down: Tensor) -> Tensor:
        gate, up = torch.split(torch.linear(x, gate_up), [HIDDEN, HIDDEN], -1)
        return torch.linear(torch.mul(torch.silu(gate), up), down)

      def rotations(self: __torch__.Llama, context: int) -> Tensor:
        pair = torch.arange(0, HEAD_WIDTH // 2, dtype=7)
        frequency = torch.pow(ROPE_BASE, torch.div(torch.mul(pair, -2.), HEAD_WIDTH))
        angle = torch.outer(torch.arange(0, context, dtype=7), frequency)
        return torch.to(torch.polar(torch.ones_like(angle), angle), 9)

      def copy_out(self: __torch__.Llama, cache: Tensor, start: int, end: int) -> Tensor:
        return torch.clone(torch.slice(cache, 3, start, end), memory_format=0)

      def copy_in(self: __torch__.Llama, cache: Tensor, start: int, block: Tensor) -> Tensor:
        end = start + torch.size(block, 3)
        return torch.copy_(torch.slice(cache, 3, start, end), block)
    """
        // Longer names first: HEAD_WIDTH holds WIDTH, KEY_HEADS holds HEADS.
        .replace("HEAD_WIDTH", Integer.toString(shape.headWidth()))
        .replace("SHARING", Integer.toString(shape.heads() / shape.keyHeads()))
        .replace("KEY_HEADS", Integer.toString(shape.keyHeads()))
        .replace("HEADS", Integer.toString(shape.heads()))
        .replace("WIDTH", Integer.toString(shape.width()))
        .replace("HIDDEN", Integer.toString(shape.hidden()))
        .replace("LAYERS", Integer.toString(shape.layers()))
        .replace("ROPE_BASE", decimal(shape.ropeBase()))
        .replace("EPSILON", decimal(shape.normEpsilon()));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.17g", value);
  }
}
