// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CallOutput;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.metric.Answers;
import org.routerr1.core.prompt.Worth;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.script.Planner;
import org.routerr1.worlds.script.PriceSwap;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Pool;
import org.routerr1.worlds.specialists.PoolCatalogue;
import org.routerr1.worlds.specialists.Reply;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.Style;
import org.routerr1.worlds.specialists.World;

/** A made world's episodes: exactly known replies, prices and times. */
final class SpecialistsEnvironment implements Environment {

  /** What a unit of cost is billed as. */
  static final double NANO_USD_PER_UNIT = 1e6;

  /** As calls are billed. */
  static final Worth WORTH = new Worth(Reply.BILLED, NANO_USD_PER_UNIT);

  private final EnvironmentRef.Specialists ref;
  private final Worlds worlds;

  SpecialistsEnvironment(EnvironmentRef.Specialists ref, Worlds worlds) {
    this.ref = ref;
    this.worlds = worlds;
  }

  @Override
  public Optional<Scene> scene(long number, Variant variant, double tradeOff) {
    World world = worlds.world(ref.world());
    WorldAddress address = new WorldAddress(ref.world(), ref.kind(), number);
    Episode episode = worlds.episode(address);
    return switch (variant) {
      case PLAIN -> Optional.of(new Shown(world, address, episode, null));
      case RENAMED -> {
        Pool renamed =
            episode.pool().renamed(Draw.generator(episode.seed(), "renamed"), Style.USUAL);
        yield Optional.of(new Shown(world, address, episode.with(renamed), null));
      }
      case SWAPPED ->
          PriceSwap.draw(
                  episode,
                  new Planner(world.spec().unknownShare()),
                  world.spec().maxCalls(),
                  world.spec().weights().at(tradeOff))
              .map(swap ->
                  new Shown(
                      world,
                      address,
                      swap.episode(),
                      swap.episode().pool().get(swap.after()).key()));
    };
  }

  private record Shown(
      World world, WorldAddress address, Episode episode, @Nullable String expectedFirst)
      implements Scene {

    @Override
    public String question() {
      return episode.question().text();
    }

    @Override
    public List<String> golds() {
      return episode.question().golds();
    }

    @Override
    public Catalogue catalogue() {
      return PoolCatalogue.of(episode.pool(), address.endpoint());
    }

    @Override
    public Grade grade(String answer, List<CallOutput> calls, double tradeOff) {
      boolean correct = episode.question().accepts(answer);
      double units = calls.stream().mapToLong(CallOutput::costNanoUsd).sum() / NANO_USD_PER_UNIT;
      List<Specialist> asked =
          calls.stream().flatMap(call -> episode.pool().find(call.candidate()).stream()).toList();
      return new Grade(
          correct ? 1 : 0,
          Answers.f1(answer, golds()),
          Answers.contained(answer, golds()) ? 1 : 0,
          units,
          world.spec().reward(correct, units, world.spec().weights().at(tradeOff)),
          asked.stream().mapToLong(Specialist::latencyMillis).sum(),
          asked.stream().map(Specialist::key).toList(),
          expectedFirst,
          (int) calls.stream().filter(call -> call.failure() != null).count());
    }
  }
}
