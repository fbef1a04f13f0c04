// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.Copied;
import org.routerr1.activities.QueryOptions;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeInput.Sample;
import org.routerr1.activities.episode.EpisodeResult;
import org.routerr1.activities.episode.EpisodeSummary;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.activities.episode.Variant;
import org.routerr1.infra.doubles.PoolConfig;
import org.routerr1.ledger.QueryDocument;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.episode.EpisodeWorkflow;
import org.routerr1.workflows.lab.Lab;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.WorldLoader;
import org.routerr1.worlds.specialists.WorldRef;

class EpisodeIT {

  private static final WorldRef WORLD =
      new WorldRef(WorldRef.TRADE_OFF, WorldRef.PROJECT, 11, false);
  private static @TempDir Path directory;
  private static RealStack stack;
  private static WorkerFactory worker;

  @BeforeAll
  static void up() throws Exception {
    stack = new RealStack(directory, 2, PoolConfig.DEFAULTS);
    RouterPlugin plugin =
        RouterPlugin.builder()
            .dataSource(stack.dataSource)
            .catalogue(stack.catalogue)
            .policy(stack.policy.address())
            .extension(new Lab(directory.resolve("data")))
            .build();
    worker = RealStack.startWorker(stack.client(plugin));
  }

  @AfterAll
  static void down() throws Exception {
    RealStack.stop(worker);
    stack.close();
  }

  private static EpisodeInput input(String id, long number, Variant variant) {
    QueryOptions options =
        SuiteOptions.specialists(0)
            .but()
            .deadlineMillis(60_000)
            .maxThinkTokens(1)
            .maxQueryTokens(16)
            .maxAnswerTokens(12)
            .copied(List.of(Copied.QUERY, Copied.ANSWER))
            .worth(null)
            .build();
    return new EpisodeInput(
        id,
        "run1",
        new EnvironmentRef.Specialists(WORLD, Kind.BRIDGE),
        number,
        variant,
        "untrained",
        "fixed-1",
        options,
        List.of(new Sample(0, 1), new Sample(1, 2)),
        true);
  }

  private static EpisodeSummary play(EpisodeInput input) {
    return stack
        .client()
        .newWorkflowStub(
            EpisodeWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("episode/" + input.run() + "/" + input.id())
                .setTaskQueue(RouterClient.TASK_QUEUE)
                .build())
        .play(input);
  }

  @Test
  void aGroupIsPlayedByTheServingLoopInItsOwnWorld() {
    EpisodeInput input = input("a", 5, Variant.PLAIN);
    EpisodeSummary summary = play(input);
    assertThat(summary.samples()).isEqualTo(2);
    assertThat(summary.failed()).isZero();

    Episode episode = WorldLoader.load(WORLD).episode(Kind.BRIDGE, 5);
    List<Specialist> pool = episode.pool().specialists();
    // The fixed policy asks one candidate after the other, twice.
    long units = pool.get(0).price() + pool.get(1).price();
    assertThat(summary.costNanoUsd()).isEqualTo(2 * units * 1_000_000);

    EpisodeResult result = new LabFiles(directory.resolve("data")).episodes("run1").getFirst();
    assertThat(result.question()).isEqualTo(episode.question().text());
    assertThat(result.samples()).hasSize(2);
    EpisodeResult.SampleResult dear = result.samples().getLast();
    assertThat(dear.grade().roles()).containsExactly(pool.get(0).key(), pool.get(1).key());
    assertThat(dear.grade().exact()).isZero();
    assertThat(dear.grade().reward()).isEqualTo(-.08 * units, within(1e-9));
    assertThat(dear.grade().millis())
        .isEqualTo(pool.get(0).latencyMillis() + pool.get(1).latencyMillis());

    try (Books books = Books.open(stack.dataSource)) {
      QueryDocument query = books.reader().query("run1/a/1").orElseThrow();
      assertThat(query.rounds()).hasSize(3);
      assertThat(query.chain()).isEqualTo("run/run1");
      assertThat(query.rounds().getFirst().calls().getFirst().reply()).isEqualTo("I don't know");
    }
  }

  @Test
  void newNamesLeaveEverybodyWhoTheyAre() {
    play(input("b", 6, Variant.RENAMED));
    EpisodeResult result =
        new LabFiles(directory.resolve("data"))
            .read(directory.resolve("data/runs/run1/episodes/b.json"), EpisodeResult.class);
    Episode plain = WorldLoader.load(WORLD).episode(Kind.BRIDGE, 6);
    assertThat(result.samples().getFirst().grade().roles())
        .hasSize(2)
        .allMatch(key -> plain.pool().indexOfKey(key) >= 0);
  }
}
