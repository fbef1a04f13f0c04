// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

/**
 * What is read from hidden states, as TorchScript methods of {@link LlamaProgram}'s class: logits,
 * log-probabilities, choices. Every row is computed by itself, so its bits do not depend on the
 * others.
 */
final class OutputProgram {

  static final String METHODS =
      """

        def logits(self: __torch__.Llama, hidden: Tensor,
            head: List[Optional[MATRIX]]) -> Tensor:
          return self.product(hidden, head[0])

        def pick(self: __torch__.Llama, hidden: Tensor, rows: Tensor) -> Tensor:
          return torch.index_select(hidden, 0, rows)

        def keep(self: __torch__.Llama, tensor: Tensor) -> Tensor:
          return torch.clone(tensor, memory_format=0)

        def among_all(self: __torch__.Llama, logits: Tensor) -> Tensor:
          return torch.log_softmax(logits, -1)

        def some_logits(self: __torch__.Llama, hidden: Tensor, rows: Tensor, tokens: Tensor,
            output: Tensor) -> Tensor:
          return torch.sum(torch.mul(torch.index_select(hidden, 0, rows),
              torch.embedding(output, tokens)), [-1])

        def at(self: __torch__.Llama, table: Tensor, rows: Tensor, tokens: Tensor) -> Tensor:
          return torch.index(table, annotate(List[Optional[Tensor]], [rows, tokens]))

        def illegal(self: __torch__.Llama, vocabulary: int, legal: Tensor) -> Tensor:
          return torch.index_fill_(torch.ones([vocabulary], dtype=11, device=DEVICE), 0, legal, False)

        def choose(self: __torch__.Llama, free: Tensor, rows: Tensor, illegal: List[Tensor],
            temperature: Tensor, point: Tensor, given: Tensor) -> Tensor:
          among_all = torch.index_select(free, 0, rows)
          legal = torch.masked_fill(among_all, torch.stack(illegal), -inf)
          likeliest = torch.argmax(legal, -1, True)
          hot = torch.softmax(torch.div(legal, torch.clamp_min(temperature, 1.e-6)), -1)
          mass = torch.cumsum(hot, -1, dtype=7)
          total = torch.slice(mass, 1, -1)
          sampled = torch.searchsorted(mass, torch.mul(total, point), right=True)
          token = torch.where(torch.gt(temperature, 0), sampled, likeliest)
          token = torch.where(torch.ge(given, 0), given, token)
          return self.tell(among_all, legal, token)

        def look(self: __torch__.Llama, free: Tensor, rows: Tensor, illegal: List[Tensor],
            given: Tensor) -> Tensor:
          among_all = torch.index_select(free, 0, rows)
          legal = torch.masked_fill(among_all, torch.stack(illegal), -inf)
          return self.tell(among_all, legal, given)

        def tell(self: __torch__.Llama, among_all: Tensor, legal: Tensor, token: Tensor) -> Tensor:
          return torch.cat([torch.to(token, 7),
              torch.to(torch.gather(torch.log_softmax(legal, -1), 1, token), 7),
              torch.to(torch.gather(among_all, 1, token), 7)], 1)
      """;

  private OutputProgram() {}
}
