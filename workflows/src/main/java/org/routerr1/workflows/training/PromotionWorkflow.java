// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.training;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.activities.promotion.PromotionSpec;

/** A version against the stable one, the gate, and the channel. */
@WorkflowInterface
public interface PromotionWorkflow {

  String TYPE = "router-r1.promotion";

  @WorkflowMethod(name = TYPE)
  PromotionDocument promote(PromotionSpec spec);
}
