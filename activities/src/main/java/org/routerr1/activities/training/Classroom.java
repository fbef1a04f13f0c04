// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.routerr1.activities.QueryOptions;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.episode.EpisodeInput.Sample;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.activities.episode.Variant;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.prompt.PromptBuilder;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldLoader;
import org.routerr1.worlds.specialists.WorldRef;

/** What a step of a training is made of: everything follows from run, seed and step. */
final class Classroom {

  /** One episode in so many is of three hops, as many are comparisons. */
  private static final int FURTHER = 10;

  /** Sets of made facts that the steps of a training take turns with. */
  private static final int VOCABULARIES = 64;

  private final Environments environments;

  Classroom(Environments environments) {
    this.environments = environments;
  }

  /** Facts of their own for each step: whoever sees one set of words only learns these words. */
  private static WorldRef ref(TrainingSpec spec, int step) {
    TrainingConfig config = spec.config();
    return new WorldRef(
        isHome(spec) ? WorldRef.TRADE_OFF : config.world().rules(),
        WorldRef.made(
            spec.seed() * VOCABULARIES + step % VOCABULARIES,
            config.world().relations(),
            config.world().entities()),
        spec.seed(),
        false);
  }

  /** What was trained on, for the card. */
  String data(TrainingSpec spec) {
    WorldRef first = ref(spec, 0);
    String made =
        "made world %s, %d sets of facts from %s, seed %d"
            .formatted(first.rules(), VOCABULARIES, first.facts(), first.seed());
    return isHome(spec)
        ? "home questions of the training part, pools drawn anew and of the catalogue %s, in turn with %s"
            .formatted(environments.catalogues().current().version(), made)
        : made;
  }

  /** The wording of the prompts that it is trained on, for the card. */
  String template(TrainingSpec spec) {
    return PromptBuilder.strictTemplate(options(spec).worth());
  }

  /** How made worlds' questions are asked: home's lessons are worded in one way, all of them. */
  private static QueryOptions options(TrainingSpec spec) {
    QueryOptions specialists = SuiteOptions.specialists(0);
    return isHome(spec)
        ? specialists.but().worth(SuiteOptions.home(0).worth()).build()
        : specialists;
  }

  private static boolean isHome(TrainingSpec spec) {
    return spec.config().world().rules().equals(TrainingConfig.HOME);
  }

  private static List<Double> tradeOffs(TrainingSpec spec) {
    return WorldLoader.spec(ref(spec, 0)).weights().tradeOffs();
  }

  /**
   * A step's lessons. Those of home take turns with made worlds, where whether to save decides more
   * often: who has only home's sees that the cheapest is mostly right, and no more.
   */
  List<PackedTree> lessons(TrainingSpec spec, int step, double rate) {
    int questions = spec.config().lessons().questions();
    boolean beginner = isBeginner(spec, rate);
    if (!isHome(spec)) {
      return made(spec, step, questions, beginner);
    }
    Catalogue served = environments.catalogues().current();
    List<PackedTree> home =
        new HomeClassroom(spec, served).lessons(step, questions - questions / 2, beginner);
    return alternately(home, made(spec, step, questions / 2, beginner));
  }

  /** Trade-offs at which each question of a step is shown. */
  int shown(TrainingSpec spec, double rate) {
    return LessonTrees.shown(
        tradeOffs(spec).size(),
        spec.config().lessons().blind(),
        isBeginner(spec, rate),
        options(spec).worth() != null);
  }

  /** Whoever begins from nothing, until the rate falls; one who is blind to cost has one path. */
  private static boolean isBeginner(TrainingSpec spec, double rate) {
    TrainingConfig config = spec.config();
    return spec.parent() == null && !config.lessons().blind() && rate >= config.lessons().rate();
  }

  /** Lessons of a made world. */
  private List<PackedTree> made(TrainingSpec spec, int step, int questions, boolean beginner) {
    World world = environments.worlds().world(ref(spec, step));
    LessonTrees trees =
        new LessonTrees(
            new Course(world, Course.SPECIALISTS, options(spec), spec.seed()),
            spec.config().lessons().blind(),
            spec.thriftSign());
    return (beginner ? trees.forBeginners() : trees)
        .trees(
            step,
            questions,
            number -> world.episode(kind(world, number), number),
            world.spec().weights().tradeOffs());
  }

  private static List<PackedTree> alternately(List<PackedTree> some, List<PackedTree> others) {
    List<PackedTree> all = new ArrayList<>();
    for (int i = 0; i < Math.max(some.size(), others.size()); i++) {
      some.stream().skip(i).limit(1).forEach(all::add);
      others.stream().skip(i).limit(1).forEach(all::add);
    }
    return all;
  }

  private static Kind kind(World world, long number) {
    return number % FURTHER == FURTHER - 1 && world.corpus().count(3) > 0
        ? Kind.THREE_HOP
        : number % FURTHER == FURTHER - 2 && world.corpus().compares()
            ? Kind.COMPARISON
            : Kind.BRIDGE;
  }

  List<EpisodeInput> groups(TrainingSpec spec, int step, String version) {
    TrainingConfig.Reinforcement reinforcement = spec.config().reinforcement();
    WorldRef ref = ref(spec, step);
    List<Double> all = tradeOffs(spec);
    QueryOptions options = SuiteOptions.specialists(1);
    return IntStream.range(0, reinforcement.questions())
        .mapToObj(q -> {
          // Apart from those of the warm start.
          long number = 1_000_000L + (long) step * reinforcement.questions() + q;
          List<Sample> samples = new ArrayList<>();
          for (int t = 0; t < reinforcement.tradeOffs(); t++) {
            int place = (int) ((number + t) % all.size());
            for (int s = 0; s < reinforcement.samples(); s++) {
              samples.add(
                  new Sample(
                      all.get(place),
                      Draw.seed(spec.seed(), "sample", number, t, s) & Long.MAX_VALUE));
            }
          }
          return new EpisodeInput(
              "step" + step + "-" + q,
              spec.run(),
              new EnvironmentRef.Specialists(ref, Kind.BRIDGE),
              number,
              Variant.PLAIN,
              version,
              version,
              options,
              samples,
              true);
        })
        .toList();
  }
}
