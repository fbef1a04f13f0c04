// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.activities.episode.Variant;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedPolicy;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedSet;
import org.routerr1.activities.policy.ServedVersion;
import org.routerr1.core.prompt.PromptBuilder;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.WorldRef;

class EvaluationPlanTest {

  @Test
  void setsWhoseNamesNoFileMayHaveAreToldApart() {
    List<PlannedSet> sets =
        Stream.of("数据", "问题", "nq")
            .map(name ->
                new PlannedSet(
                    new EnvironmentRef.Questions(name, name + ".jsonl", "v", "r"),
                    1,
                    List.of(0.0),
                    List.of(Variant.PLAIN),
                    SuiteOptions.home(0)))
            .toList();
    EvaluationPlan plan =
        new EvaluationPlan(
            sets, List.of(new PlannedPolicy("p@1", "p@1", false)), List.of(), List.of());
    assertThat(IntStream.range(0, 3).mapToObj(i -> plan.group("run", 7, i).id()))
        .containsExactly("__.0-p@1-P0", "__.1-p@1-P0", "nq-p@1-P0");
  }

  private static ServedVersion version(String name, String card) {
    return new ServedVersion(name, List.of(), "", "base", card);
  }

  @Test
  void aVersionIsAskedInTheWordingThatItsCardSays() {
    assertThat(version("old@1", "{}").readsWorth()).isFalse();
    assertThat(version("base", "").readsWorth()).isFalse();
    assertThat(version("torn@1", "{").readsWorth()).isFalse();
    ServedVersion reads =
        version("new@1", "{\"template\": \"%s\"}".formatted(PromptBuilder.WORTH_TEMPLATE));
    assertThat(reads.readsWorth()).isTrue();
    assertThat(version("new@1", "{\"created\": \"2026-11-30T00:00:00Z\"}").created())
        .isEqualTo("2026-11-30T00:00:00Z");
    assertThat(version("base", "").created()).isEmpty();

    PlannedSet set =
        new PlannedSet(
            new EnvironmentRef.Specialists(
                new WorldRef(WorldRef.TRADE_OFF, WorldRef.PROJECT, 7, false), Kind.BRIDGE),
            2,
            List.of(0.0, 1.0),
            List.of(Variant.PLAIN),
            SuiteOptions.specialists(0));
    EvaluationPlan plan =
        new EvaluationPlan(
            List.of(set),
            List.of(
                new PlannedPolicy("old@1", "old@1", false),
                new PlannedPolicy("new@1", "new@1", reads.readsWorth())),
            List.of(),
            List.of());
    for (int number = 0; number < plan.groups(); number++) {
      EpisodeInput group = plan.group("run", 7, number);
      assertThat(group.options().worth() != null)
          .as(group.policy())
          .isEqualTo(group.policy().equals("new@1"));
    }
  }
}
