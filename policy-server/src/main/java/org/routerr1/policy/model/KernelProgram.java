// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

/**
 * What {@link LlamaProgram} computes differently on each processor, as TorchScript methods:
 * products and attention.
 *
 * <p>CPU: the products are XNNPACK's, whose sum for one row runs in the same order whatever the
 * other rows are, and attention looks at each stretch by itself: so a row's bits do not depend on
 * what is computed beside it. (MKL's and oneDNN's 32-bit products change with the number of rows.)
 *
 * <p>CUDA: a kernel costs more to start than to run, so all stretches look at the whole pool in one
 * call, each row shut off from what is not its own sequence's past. The pool's rows lie where
 * {@code where} says, and a row's sequence begins {@code positions} before it. Nothing may stand in
 * the pool that is not a number: what is shut off still counts nothing times. A row's last bits may
 * depend on the other rows, which the engine finds out and says.
 */
final class KernelProgram {

  private KernelProgram() {}

  /** The type of a prepared matrix. */
  static String matrix(Processor processor) {
    return switch (processor) {
      case CPU -> "__torch__.torch.classes.xnnpack.LinearOpContext";
      case CUDA -> "Tensor";
    };
  }

  static String methods(Processor processor) {
    return switch (processor) {
      case CPU -> CPU;
      case CUDA -> CUDA;
    };
  }

  private static final String CPU =
      """

        def product(self: __torch__.Llama, x: Tensor, matrix: Optional[MATRIX]) -> Tensor:
          return ops.prepacked.linear_clamp_run(x, unchecked_cast(MATRIX, matrix))

        def prepare(self: __torch__.Llama, matrices: List[Tensor]) -> List[Optional[MATRIX]]:
          prepared = annotate(List[Optional[MATRIX]], [])
          for i in range(torch.len(matrices)):
            matrix: Optional[MATRIX] = None
            if torch.numel(matrices[i]) > 0:
              matrix = ops.prepacked.linear_clamp_prepack(matrices[i], None, None, None)
            _0 = torch.append(prepared, matrix)
          return prepared

        def masks(self: __torch__.Llama, stretches: List[int], positions: Tensor,
            where: Tensor) -> List[Optional[Tensor]]:
          masks = annotate(List[Optional[Tensor]], [])
          for i in range(torch.floordiv(torch.len(stretches), 4)):
            rows = stretches[i * 4 + 1]
            before = stretches[i * 4 + 3]
            mask: Optional[Tensor] = None
            if rows > 1:
              mask = torch.repeat(
                  torch.tril(torch.ones([rows, before + rows], dtype=11), before), [SHARING, 1])
            _0 = torch.append(masks, mask)
          return masks

        def attend(self: __torch__.Llama, q: Tensor, keys: Tensor, values: Tensor,
            stretches: List[int], masks: List[Optional[Tensor]]) -> Tensor:
          seen = annotate(List[Tensor], [])
          for i in range(torch.len(masks)):
            row = stretches[i * 4]
            rows = stretches[i * 4 + 1]
            begin = stretches[i * 4 + 2]
            end = begin + stretches[i * 4 + 3] + rows
            one = torch.scaled_dot_product_attention(
                torch.reshape(torch.transpose(torch.slice(q, 0, row, row + rows), 0, 1),
                    [1, KEY_HEADS, SHARING * rows, HEAD_WIDTH]),
                torch.unsqueeze(torch.transpose(torch.slice(keys, 0, begin, end), 0, 1), 0),
                torch.unsqueeze(torch.transpose(torch.slice(values, 0, begin, end), 0, 1), 0),
                masks[i])
            one = torch.transpose(torch.reshape(one, [HEADS, rows, HEAD_WIDTH]), 0, 1)
            _2 = torch.append(seen, torch.reshape(one, [rows, HEADS * HEAD_WIDTH]))
          return torch.cat(seen)

        def new_pool(self: __torch__.Llama, positions: int) -> Tensor:
          return torch.empty([LAYERS, 2, positions, KEY_HEADS, HEAD_WIDTH], dtype=6)
      """;

  private static final String CUDA =
      """

        def product(self: __torch__.Llama, x: Tensor, matrix: Optional[MATRIX]) -> Tensor:
          return torch.to(torch.linear(torch.to(x, DTYPE), unchecked_cast(MATRIX, matrix)), 6)

        def prepare(self: __torch__.Llama, matrices: List[Tensor]) -> List[Optional[MATRIX]]:
          prepared = annotate(List[Optional[MATRIX]], [])
          for i in range(torch.len(matrices)):
            matrix: Optional[MATRIX] = None
            if torch.numel(matrices[i]) > 0:
              matrix = torch.to(matrices[i], DTYPE)
            _0 = torch.append(prepared, matrix)
          return prepared

        def masks(self: __torch__.Llama, stretches: List[int], positions: Tensor,
            where: Tensor) -> List[Optional[Tensor]]:
          end = 0
          for i in range(torch.floordiv(torch.len(stretches), 4)):
            last = stretches[i * 4 + 2] + stretches[i * 4 + 3] + stretches[i * 4 + 1]
            if last > end:
              end = last
          places = torch.unsqueeze(torch.arange(0, end, dtype=4, device=DEVICE), 0)
          own = torch.logical_and(
              torch.ge(places, torch.unsqueeze(torch.sub(where, positions), 1)),
              torch.le(places, torch.unsqueeze(where, 1)))
          masks = annotate(List[Optional[Tensor]], [])
          _0 = torch.append(masks, torch.repeat(own, [SHARING, 1]))
          return masks

        def attend(self: __torch__.Llama, q: Tensor, keys: Tensor, values: Tensor,
            stretches: List[int], masks: List[Optional[Tensor]]) -> Tensor:
          n = torch.size(q, 0)
          mask = unchecked_cast(Tensor, masks[0])
          end = torch.size(mask, 1)
          seen = torch.scaled_dot_product_attention(
              torch.reshape(torch.transpose(q, 0, 1), [1, KEY_HEADS, SHARING * n, HEAD_WIDTH]),
              torch.unsqueeze(torch.transpose(torch.slice(keys, 0, 0, end), 0, 1), 0),
              torch.unsqueeze(torch.transpose(torch.slice(values, 0, 0, end), 0, 1), 0),
              mask)
          return torch.reshape(
              torch.transpose(torch.reshape(seen, [HEADS, n, HEAD_WIDTH]), 0, 1),
              [n, HEADS * HEAD_WIDTH])

        def new_pool(self: __torch__.Llama, positions: int) -> Tensor:
          return torch.zeros([LAYERS, 2, positions, KEY_HEADS, HEAD_WIDTH], dtype=6, device=DEVICE)
      """;
}
