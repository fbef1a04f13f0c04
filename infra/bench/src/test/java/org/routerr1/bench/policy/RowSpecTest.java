// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.bench.process.MetricsPage;
import org.routerr1.bench.report.Compared;
import org.routerr1.infra.stack.StackException;
import org.routerr1.proto.policy.v1.Decision;

class RowSpecTest {

  private static RowSpec spec(String name) {
    return RowSpec.named(name).getFirst();
  }

  @Test
  void aRatioAboveOneIsBetterForUsWhateverTheUnit() {
    List<Double> ours = List.of(9.0, 10.0, 500.0);
    List<Double> theirs = List.of(4.5, 5.0, 4.0);
    assertThat(spec("decode_b8").row(ours, "llama.cpp", theirs).ratio()).isEqualTo(2);
    assertThat(spec("ttft_shared_350").row(ours, "llama.cpp", theirs).ratio()).isEqualTo(.5);
  }

  @Test
  void withoutAPeerNothingIsInvented() {
    Compared row = spec("decode_b8_f32").row(List.of(1.0), null, List.of(0.0));
    assertThat(row.ours()).isEqualTo(1);
    assertThat(row.peer()).isNull();
    assertThat(row.theirs()).isNull();
    assertThat(row.ratio()).isNull();
    assertThat(row.wanted()).isEqualTo(1);
  }

  @Test
  void theGrammarsCostIsBetterBelowItsLimit() {
    MetricsPage before =
        MetricsPage.parse(
            """
            # HELP router_policy_step_seconds Steps
            router_policy_step_seconds_sum 10.0
            router_policy_grammar_seconds_total 1.0
            router_policy_rejected_total{priority="query",} 3.0
            """);
    MetricsPage after =
        MetricsPage.parse(
            "router_policy_step_seconds_sum 20.0\nrouter_policy_grammar_seconds_total 1.1\n");
    assertThat(before.get("router_policy_rejected_total{priority=\"query\"}")).isEqualTo(3);
    assertThat(OurSide.grammarPercent(before, after)).isCloseTo(1, within(1e-9));
    Compared row =
        spec("constraint_cost")
            .row(
                List.of(1.0),
                Limit.CONSTRAINT.name(),
                List.of(Limit.CONSTRAINT.measure(spec("constraint_cost").task(), 1)));
    assertThat(row.ratio()).isEqualTo(2);
  }

  @Test
  void rowsAreChosenByName() {
    assertThat(RowSpec.named("")).isEqualTo(RowSpec.ALL);
    assertThat(RowSpec.named("decode_b1, prefill_512"))
        .extracting(RowSpec::what)
        .containsExactly("prefill_512", "decode_b1");
    assertThatThrownBy(() -> RowSpec.named("decode_b3"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("decode_b3");
  }

  @Test
  void onlyChosenTokensCount() {
    Decision decision =
        Decision.newBuilder().addLogprobs(0).addLogprobs(-.5f).addLogprobs(0).build();
    assertThat(OurSide.chosen(decision)).isEqualTo(1);
  }

  @Test
  void thePeersGrammarNamesEveryCandidate() {
    assertThat(LlamaSide.grammar()).contains("\"atlas\" | \"beacon\"").contains("[^<\\n]{1,96}");
  }
}
