// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.policy.testing.Asked;

class ProgressTest {

  @TempDir private static Path folder;

  @Test
  void whoLooksOnSeesTheDecisionGrow() {
    try (Policy policy = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 1);
        PolicyEngine engine = new PolicyEngine(policy, EngineSettings.DEFAULTS, System::nanoTime)) {
      for (DecisionRequest request :
          List.of(Asked.question("a", "Q?"), Asked.lean(Asked.question("b", "Q?")))) {
        List<List<Token>> seen = Collections.synchronizedList(new ArrayList<>());
        engine.pause(false);
        Ticket ticket = engine.submit(request);
        ticket.progress().watch(() -> seen.add(ticket.progress().tokens()));
        engine.resume();
        Decision decision = ticket.decision().join();
        assertThat(seen).hasSizeGreaterThan(5);
        for (int i = 0; i < seen.size(); i++) {
          List<Token> now = seen.get(i);
          assertThat(now).isEqualTo(decision.tokens().subList(0, now.size()));
          assertThat(now).hasSizeGreaterThanOrEqualTo(i == 0 ? 0 : seen.get(i - 1).size());
          if (request.free()) {
            assertThat(now).allSatisfy(t -> assertThat(t.freeLogprob()).isNotNaN());
          }
        }
      }
    }
  }

  @Test
  void whatIsDoneHoldsNobody() {
    Progress progress = new Progress();
    int[] news = {0};
    progress.watch(() -> news[0]++);
    progress.wrote(() -> List.of(new Token(1, 0, 0)));
    assertThat(progress.tokens()).hasSize(1);
    progress.end();
    progress.watch(() -> news[0]++);
    progress.wrote(() -> {
      throw new AssertionError("nobody looks on");
    });
    assertThat(news[0]).isEqualTo(1);
    assertThat(progress.tokens()).isEmpty();
  }

  @Test
  void whoLeavesHearsNoMore() {
    Progress progress = new Progress();
    Runnable news =
        () -> {
          throw new AssertionError("gone");
        };
    progress.watch(news);
    progress.leave(news);
    progress.wrote(List::of);
    assertThat(progress.tokens()).isEmpty();
  }
}
