// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loop in plain Java. What a step returns is no more than the loop needs, so that the peer
 * writes as little as it can.
 */
final class PeerQueryImpl implements PeerQuery {

  private static final int TURN_LIMIT = 16;
  private static final Pattern ROUTE = Pattern.compile("<search>(.*)<to>(.*)</search>");
  private static final Pattern ANSWER = Pattern.compile("<answer>(.*)</answer>");

  private final DBOS dbos;
  private final PeerDecider decider;
  private final PeerCaller caller;

  PeerQueryImpl(DBOS dbos, PeerDecider decider, PeerCaller caller) {
    this.dbos = dbos;
    this.decider = decider;
    this.caller = caller;
  }

  @Override
  @Workflow(name = "query")
  public String answer(String question, String candidate) {
    String id = DBOS.workflowId();
    List<PeerDecider.Turn> transcript = new ArrayList<>();
    for (int round = 1; round <= TURN_LIMIT; round++) {
      String key = id + "/" + round;
      String action =
          dbos.runStep(() -> decider.decide(key, question, candidate, transcript), "decide");
      Matcher route = ROUTE.matcher(action);
      if (!route.find()) {
        Matcher answer = ANSWER.matcher(action);
        if (!answer.find()) {
          throw new IllegalStateException("neither route nor answer: " + action);
        }
        return answer.group(1);
      }
      String reply = dbos.runStep(() -> caller.call(key, route.group(2), route.group(1)), "call");
      transcript.add(
          new PeerDecider.Turn(action, "\n\n<information>" + reply + "</information>\n\n"));
    }
    throw new IllegalStateException("no answer within " + TURN_LIMIT + " turns");
  }
}
