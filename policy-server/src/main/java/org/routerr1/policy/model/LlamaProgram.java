// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

/**
 * The Llama forward pass as TorchScript source: one call runs stretches of many sequences.
 *
 * <p>Attention is that of "Attention Is All You Need", grouped as in "GQA" (Ainslie et al.);
 * positions are rotations as in "RoFormer" (Su et al.), a head's adjacent pairs read as complex
 * numbers, which is how GGUF files of Llama order their query and key rows; {@link Weight} orders
 * those of other files. Qwen2 adds a bias to queries, keys and values. The query heads that share a
 * key head are laid one after the other as if they were further positions, so keys and values need
 * not be repeated for them. Adapters are those of "LoRA" (Hu et al.).
 *
 * <p>All sequences' rows go through one product per matrix. How products and attention are computed
 * depends on the processor: {@link KernelProgram}.
 *
 * <p>{@code forward} is {@code embed}, {@code layer} for each layer, {@code end}. {@code
 * tokens[n]}, their {@code positions[n]} within their sequences and places {@code where[n]} in the
 * pool; {@code stretches}, four numbers each: first row, rows, where its sequence begins in the
 * pool, positions before it; {@code wanted}: the rows whose last hidden state is returned, normed.
 * {@code vectors} and {@code matrices} are those of {@link LlamaWeights}: the last norm, of each
 * layer two norms and the bias if it has one; four matrices of each layer. The {@code pool[layers,
 * 2, positions, keyHeads, headWidth]} takes the new keys and values. {@code adapters[i]} counts for
 * the rows from {@code spans[2 i]} to {@code spans[2 i + 1]}: of each matrix the narrowing and the
 * widening factor, or none.
 */
final class LlamaProgram {

  /** The class in the archive; its qualified name is {@code __torch__.Llama}. */
  static final String CLASS_NAME = "Llama";

  private LlamaProgram() {}

  static String source(LlamaShape shape, Processor processor, Precision precision) {
    String source =
        """
        class Llama(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          _is_full_backward_hook : Optional[bool]

          def forward(self: __torch__.Llama, tokens: Tensor, positions: Tensor, where: Tensor,
              stretches: List[int], wanted: Tensor, rotations: Tensor, embedding: Tensor,
              vectors: List[Tensor], matrices: List[Optional[MATRIX]], pool: Tensor,
              adapters: List[List[Optional[MATRIX]]], spans: List[int]) -> Tensor:
            x = self.embed(embedding, tokens)
            turn = self.turn(rotations, positions)
            masks = self.masks(stretches, positions, where)
            for layer in range(LAYERS):
              x = self.layer(layer, x, turn, where, stretches, masks, vectors, matrices, pool,
                  adapters, spans)
            return self.end(x, wanted, vectors)

          def embed(self: __torch__.Llama, embedding: Tensor, tokens: Tensor) -> Tensor:
            return torch.embedding(embedding, tokens)

          def turn(self: __torch__.Llama, rotations: Tensor, positions: Tensor) -> Tensor:
            return torch.unsqueeze(torch.index_select(rotations, 0, positions), 1)

          def layer(self: __torch__.Llama, layer: int, x: Tensor, turn: Tensor, where: Tensor,
              stretches: List[int], masks: List[Optional[Tensor]], vectors: List[Tensor],
              matrices: List[Optional[MATRIX]], pool: Tensor,
              adapters: List[List[Optional[MATRIX]]], spans: List[int]) -> Tensor:
            n = 1 + layer * VECTORS
            m = layer * 4
            h = torch.rms_norm(x, [WIDTH], vectors[n], EPSILON)
            h = self.project(h, m, matrices, adapters, spans)
            if BIASED:
              h = torch.add(h, vectors[n + 2])
            h = self.attention(h, turn, where, stretches, masks, torch.select(pool, 0, layer))
            x = x + self.project(h, m + 1, matrices, adapters, spans)
            h = torch.rms_norm(x, [WIDTH], vectors[n + 1], EPSILON)
            gate, up = torch.split(self.project(h, m + 2, matrices, adapters, spans),
                [HIDDEN, HIDDEN], -1)
            h = torch.mul(torch.silu(gate), up)
            return x + self.project(h, m + 3, matrices, adapters, spans)

          def end(self: __torch__.Llama, x: Tensor, wanted: Tensor, vectors: List[Tensor]) -> Tensor:
            return torch.rms_norm(torch.index_select(x, 0, wanted), [WIDTH], vectors[0], EPSILON)

          def project(self: __torch__.Llama, x: Tensor, matrix: int,
              matrices: List[Optional[MATRIX]],
              adapters: List[List[Optional[MATRIX]]], spans: List[int]) -> Tensor:
            y = self.product(x, matrices[matrix])
            for i in range(torch.len(adapters)):
              narrow = adapters[i][matrix * 2]
              if torch.__isnot__(narrow, None):
                rows = torch.slice(x, 0, spans[i * 2], spans[i * 2 + 1])
                more = self.product(self.product(rows, narrow), adapters[i][matrix * 2 + 1])
                _0 = torch.add_(torch.slice(y, 0, spans[i * 2], spans[i * 2 + 1]), more)
            return y

          def attention(self: __torch__.Llama, query_key_value: Tensor, turn: Tensor, where: Tensor,
              stretches: List[int], masks: List[Optional[Tensor]], past: Tensor) -> Tensor:
            n = torch.size(query_key_value, 0)
            q, k, v = torch.split(query_key_value,
                [HEADS * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH, KEY_HEADS * HEAD_WIDTH], -1)
            q = self.rotate(torch.reshape(q, [n, HEADS, HEAD_WIDTH]), turn)
            k = self.rotate(torch.reshape(k, [n, KEY_HEADS, HEAD_WIDTH]), turn)
            keys = torch.select(past, 0, 0)
            values = torch.select(past, 0, 1)
            _0 = torch.index_copy_(keys, 0, where, k)
            _1 = torch.index_copy_(values, 0, where, torch.reshape(v, [n, KEY_HEADS, HEAD_WIDTH]))
            return self.attend(q, keys, values, stretches, masks)

          def rotate(self: __torch__.Llama, heads: Tensor, turn: Tensor) -> Tensor:
            pairs = torch.view_as_complex(torch.reshape(heads,
                [torch.size(heads, 0), torch.size(heads, 1), HEAD_WIDTH // 2, 2]))
            return torch.flatten(torch.view_as_real(torch.mul(pairs, turn)), 2)

          def rotations(self: __torch__.Llama, context: int) -> Tensor:
            pair = torch.arange(0, HEAD_WIDTH // 2, dtype=7, device=DEVICE)
            frequency = torch.div(
                torch.pow(ROPE_BASE, torch.div(torch.mul(pair, -2.), HEAD_WIDTH)),
                torch.tensor(ROPE_FACTORS, dtype=7, device=DEVICE))
            angle = torch.outer(torch.arange(0, context, dtype=7, device=DEVICE), frequency)
            return torch.to(torch.polar(torch.ones_like(angle), angle), 9)

          def no_adapters(self: __torch__.Llama) -> List[List[Optional[MATRIX]]]:
            return annotate(List[List[Optional[MATRIX]]], [])

          def no_matrices(self: __torch__.Llama) -> List[Optional[MATRIX]]:
            return annotate(List[Optional[MATRIX]], [])

          def prepare_more(self: __torch__.Llama, prepared: List[Optional[MATRIX]],
              matrices: List[Tensor]) -> List[Optional[MATRIX]]:
            more = self.prepare(matrices)
            for i in range(torch.len(more)):
              _0 = torch.append(prepared, more[i])
            return prepared

          def copy_out(self: __torch__.Llama, pool: Tensor, start: int, end: int) -> Tensor:
            return torch.clone(torch.slice(pool, 2, start, end), memory_format=0)

          def copy_in(self: __torch__.Llama, pool: Tensor, start: int, block: Tensor) -> Tensor:
            end = start + torch.size(block, 2)
            return torch.copy_(torch.slice(pool, 2, start, end), block)

          def copy(self: __torch__.Llama, pool: Tensor, source: int, target: int,
              length: int) -> Tensor:
            return torch.copy_(torch.slice(pool, 2, target, target + length),
                torch.slice(pool, 2, source, source + length))
        """;
    String all = source + KernelProgram.methods(processor) + OutputProgram.METHODS;
    return ProgramText.measured(
        all.replace("MATRIX", KernelProgram.matrix(processor))
            .replace("DEVICE", processor.torchName())
            .replace("DTYPE", precision.torchName()),
        shape);
  }
}
