// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.naive;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The query as one would write it first: every step a regular activity. */
@WorkflowInterface
public interface NaiveQuery {

  String TASK_QUEUE = "naive";

  @WorkflowMethod(name = "bench.naive-query")
  String answer(String queryId, String question, String candidate);
}
