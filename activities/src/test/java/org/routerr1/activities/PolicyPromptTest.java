// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.DecideInput.Route;
import org.routerr1.activities.DecideInput.Turn;
import org.routerr1.activities.candidate.Candidates;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.proto.policy.v1.AskedRoute;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.PromptPart;

class PolicyPromptTest {

  private static final Catalogue CATALOGUE =
      Inputs.catalogue(
          Candidates.priced("cheap", 100_000_000), Candidates.priced("dear", 900_000_000));

  private static DecideRequest request(DecideInput input) {
    return PolicyPrompt.request(input, CATALOGUE, LegalMoves.of(input, CATALOGUE));
  }

  private static DecideInput later(DecideInput first, long spent) {
    return new DecideInput(
        first.workflowId(),
        first.queryId(),
        first.chain(),
        first.question(),
        first.options(),
        CATALOGUE.version(),
        "v1",
        2,
        1,
        spent,
        first.startedAtMillis(),
        null,
        List.of(
            new Turn(
                List.of(3, 1),
                "\n\n<information>cheap: x</information>\n\n",
                List.of(new Route("who?", "cheap")))));
  }

  @Test
  void aPromptOnlyGrowsAtItsEnd() {
    DecideInput first = Inputs.decide(Inputs.options(400_000L, 1, 1, List.of()), 1, 0, null);
    List<PromptPart> before = request(first).getPromptList();
    DecideRequest next = request(later(first, 340_000));
    assertThat(next.getPromptList()).startsWith(before.toArray(PromptPart[]::new));
    assertThat(next.getPromptCount()).isEqualTo(before.size() + 2);
    assertThat(next.getPrompt(before.size()).getGenerated().getIdsList()).containsExactly(3, 1);
    assertThat(next.getPolicyVersion()).isEqualTo("v1");
    assertThat(next.getGrammar().getCandidatesList()).containsExactly("cheap");
    assertThat(request(first).getGrammar().getAskedList()).isEmpty();
    assertThat(next.getGrammar().getAskedList())
        .containsExactly(AskedRoute.newBuilder().setQuery("who?").setCandidate("cheap").build());
  }

  @Test
  void eachTryHasAnIdOfItsOwn() {
    DecideInput input = Inputs.decide(Inputs.options(null, 1, 1, List.of()), 3, 0, null);
    assertThat(PolicyPrompt.attempt(request(input), input, 1).getRequestId())
        .isEqualTo("query/w/3/0/1");
    assertThat(PolicyPrompt.attempt(request(input), input, 2).getRequestId())
        .isEqualTo("query/w/3/0/2");
    DecideInput longId = Inputs.decide("query/" + "x".repeat(500), input.options(), 1, 0, null);
    assertThat(PolicyPrompt.attempt(request(longId), longId, 1).getRequestId())
        .hasSizeLessThanOrEqualTo(256)
        .startsWith("sha256:");
  }
}
