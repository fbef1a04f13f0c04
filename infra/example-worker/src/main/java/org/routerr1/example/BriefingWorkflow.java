// SPDX-License-Identifier: Apache-2.0
package org.routerr1.example;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** The host's own workflow: answers several questions and makes a briefing of them. */
@WorkflowInterface
public interface BriefingWorkflow {

  /** What came of one question. */
  record Item(String question, String answer, long costNanoUsd) {}

  @WorkflowMethod(name = "example.briefing")
  List<Item> brief(List<String> questions);
}
