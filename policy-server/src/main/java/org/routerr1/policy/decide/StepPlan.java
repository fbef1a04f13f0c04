// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.routerr1.policy.decide.Prompt.Piece;

/**
 * Who runs in the next step. Who writes comes before who reads, so that a long prompt stalls
 * nobody; queries come before training, which gets little beside them; and a piece of a prompt that
 * several read is run for the first of them only.
 */
final class StepPlan {

  /** Rows of training while a query is under way: they cost it little time. */
  private static final int ROWS_BESIDE_QUERIES = 8;

  private final Set<String> pieces = new HashSet<>();
  private final List<Portion> chosen = new ArrayList<>();
  private int rows;

  /**
   * Chooses from those under way, in the order of their arrival.
   *
   * @return those of one version side by side
   */
  static List<Portion> of(List<Active> active, boolean withTraining, EngineSettings settings) {
    boolean someoneWrites = active.stream().anyMatch(a -> !a.isReading());
    int mostRows = someoneWrites ? settings.stepTokens() : settings.promptStepTokens();
    StepPlan plan = new StepPlan();
    List<Active> queries = active.stream().filter(a -> !a.job().training()).toList();
    plan.add(queries, Integer.MAX_VALUE, mostRows);
    if (withTraining) {
      List<Active> training = active.stream().filter(a -> a.job().training()).toList();
      if (queries.isEmpty()) {
        plan.add(training, Integer.MAX_VALUE, mostRows);
      } else {
        plan.add(training, plan.rows + ROWS_BESIDE_QUERIES, 0);
      }
    }
    plan.chosen.sort(Comparator.comparing(p -> p.active().job().version().name()));
    return plan.chosen;
  }

  private void add(List<Active> candidates, int mostRows, int mostRowsWithPrompts) {
    for (Active one : candidates) {
      if (!one.isReading() && rows + one.rows() <= mostRows) {
        chosen.add(new Portion(one, 0));
        rows += one.rows();
      }
    }
    for (Active one : candidates) {
      int next = one.isReading() ? next(one, mostRowsWithPrompts) : 0;
      if (next > 0) {
        chosen.add(new Portion(one, next));
      }
    }
  }

  /** How many pieces of its prompt somebody reads now; each is computed for one reader only. */
  private int next(Active reader, int mostRows) {
    int next = 0;
    for (Piece piece : reader.lacking()) {
      int more = piece.to() - piece.from();
      boolean fits = rows + more <= mostRows || chosen.isEmpty() && next == 0;
      if (!fits || !pieces.add(piece.name())) {
        break;
      }
      rows += more;
      next++;
    }
    return next;
  }
}
