// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.routerr1.activities.evaluation.EvaluationSpec;
import org.routerr1.activities.promotion.PromotionActivities;
import org.routerr1.activities.promotion.PromotionActivities.Verdict;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.workflows.LongSteps;
import org.routerr1.workflows.RouterWorkers;
import org.routerr1.workflows.evaluation.EvaluationInput;
import org.routerr1.workflows.evaluation.EvaluationWorkflow;

/** Evaluates, judges, decides. A forced promotion is not evaluated: a person answers for it. */
public final class PromotionWorkflowImpl implements PromotionWorkflow {

  private static final int PARALLEL = 4;

  private final PromotionActivities hands =
      Workflow.newActivityStub(PromotionActivities.class, LongSteps.options(Duration.ofMinutes(5)));

  @Override
  public PromotionDocument promote(PromotionSpec spec) {
    String stable = hands.stable(spec);
    if (stable.equals(spec.version())) {
      return hands.decide(
          spec,
          stable,
          new Verdict(false, spec.version() + " is the stable version already"),
          null);
    }
    if (spec.forced()) {
      return hands.decide(spec, stable, new Verdict(true, spec.reason()), null);
    }
    String run = spec.run() + "-evaluation";
    EvaluationWorkflow evaluation =
        Workflow.newChildWorkflowStub(
            EvaluationWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId("run/" + run)
                .setWorkflowTaskTimeout(RouterWorkers.WORKFLOW_TASK_TIMEOUT)
                .build());
    String document =
        evaluation.evaluate(
            EvaluationInput.of(
                new EvaluationSpec(
                    run,
                    spec.suite(),
                    spec.facts(),
                    null,
                    spec.seed(),
                    spec.questions(),
                    PromotionSpec.TRADE_OFFS,
                    List.of(spec.version(), stable),
                    List.of("best_constant", "oracle"),
                    null,
                    spec.budgetNanoUsd(),
                    PARALLEL,
                    null)));
    return hands.decide(spec, stable, hands.judge(spec, stable, document), document);
  }
}
