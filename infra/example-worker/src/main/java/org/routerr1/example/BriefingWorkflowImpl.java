// SPDX-License-Identifier: Apache-2.0
package org.routerr1.example;

import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.QueryOutput;
import org.routerr1.workflows.QueryWorkflow;
import org.routerr1.workflows.RouterClient;

/** Asks the router by child workflows, side by side; each is a query like any other. */
public final class BriefingWorkflowImpl implements BriefingWorkflow {

  @Override
  public List<Item> brief(List<String> questions) {
    List<Promise<QueryOutput>> answers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      // The id makes it the same query if this workflow is run again.
      String queryId = Workflow.getInfo().getWorkflowId() + "-" + i;
      ChildWorkflowOptions options =
          RouterClient.childOptions(queryId, RouterClient.TASK_QUEUE).build();
      QueryWorkflow router = Workflow.newChildWorkflowStub(QueryWorkflow.class, options);
      answers.add(Async.function(router::answer, QueryInput.of(queryId, questions.get(i))));
    }
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      QueryOutput output = answers.get(i).get();
      items.add(new Item(questions.get(i), output.answer(), output.costNanoUsd()));
    }
    return items;
  }
}
