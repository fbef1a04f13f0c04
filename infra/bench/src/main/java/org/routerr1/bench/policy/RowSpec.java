// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.bench.policy.Task.Kind;
import org.routerr1.bench.report.Common;
import org.routerr1.bench.report.Compared;
import org.routerr1.infra.stack.StackException;

/**
 * A row that can be measured.
 *
 * @param f32 ours in 32-bit floats instead of the serving mode
 * @param wanted least ratio; null where none is set
 */
record RowSpec(String what, Task task, boolean f32, Against against, @Nullable Double wanted) {

  /** Who stands beside ours. */
  enum Against {
    LLAMA_CPP,
    TRANSFORMERS,
    /** A figure that is wanted, and nobody who reaches it. */
    LIMIT
  }

  static final List<RowSpec> ALL =
      List.of(
          llama("prefill_512", Kind.PREFILL, 512, 1.5),
          llama("decode_b1", Kind.DECODE, 1, .7),
          llama("decode_b8", Kind.DECODE, 8, 1.0),
          llama("decode_b16", Kind.DECODE, 16, 1.0),
          llama("ttft_shared_350", Kind.FIRST_TOKEN, 350, null),
          transformers("versus_transformers_decode_b8", Kind.DECODE, 8, false),
          transformers("prefill_512_f32", Kind.PREFILL, 512, true),
          transformers("decode_b1_f32", Kind.DECODE, 1, true),
          transformers("decode_b8_f32", Kind.DECODE, 8, true),
          transformers("decode_b16_f32", Kind.DECODE, 16, true),
          transformers("ttft_shared_350_f32", Kind.FIRST_TOKEN, 350, true),
          llama("decisions_32_callers", Kind.DECISIONS, 32, 1.5),
          new RowSpec("constraint_cost", new Task(Kind.CONSTRAINT, 8), false, Against.LIMIT, 1.0));

  private static RowSpec llama(String what, Kind kind, int size, @Nullable Double wanted) {
    return new RowSpec(what, new Task(kind, size), false, Against.LLAMA_CPP, wanted);
  }

  private static RowSpec transformers(String what, Kind kind, int size, boolean f32) {
    return new RowSpec(what, new Task(kind, size), f32, Against.TRANSFORMERS, f32 ? 1.0 : null);
  }

  /** What was measured of it. */
  Compared row(List<Double> ours, @Nullable String peer, List<Double> theirs) {
    Kind kind = task.kind();
    return Compared.inTurns(what, kind.unit(), kind.moreIsBetter(), ours, peer, theirs, wanted);
  }

  /**
   * These rows, in the bench's order; all where none is named.
   *
   * @throws StackException naming what is no row
   */
  static List<RowSpec> named(String list) {
    List<String> names = Common.rows(list, ALL.stream().map(RowSpec::what).toList());
    return ALL.stream().filter(spec -> names.contains(spec.what())).toList();
  }
}
