// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.script.Planner;
import org.routerr1.worlds.script.PriceSwap;
import org.routerr1.worlds.specialists.Episode;

/**
 * A question under every weight as one packed tree: the prompts that serving would write, and at
 * each decision the teacher's soft targets as weighted actions. Beginnings that are equal are the
 * learner's matter.
 */
final class LessonTrees {

  /**
   * Paths of a question that go on to their ends; the others stop after the first decision, which
   * depends most on the weight. With one only, names were learnt, and answers and second tries not.
   */
  private static final int WHOLE = 3;

  /** The same for a beginner, who is to see many questions. */
  private static final int BEGINNERS_WHOLE = 1;

  /** Trade-offs of one question where prompts state what calls are worth, and of a beginner's. */
  private static final int SHOWN = 3;

  private static final int BEGINNERS = 2;

  /** Of those the next one is so many places on. */
  private static final int APART = 2;

  /** Share of the lessons in whose pools two candidates have exchanged their prices. */
  private static final double EXCHANGED = .5;

  private final Course course;
  private final boolean blind;
  private final int thriftSign;
  private final boolean beginner;

  LessonTrees(Course course, boolean blind, int thriftSign) {
    this(course, blind, thriftSign, false);
  }

  private LessonTrees(Course course, boolean blind, int thriftSign, boolean beginner) {
    this.course = course;
    this.blind = blind;
    this.thriftSign = thriftSign;
    this.beginner = beginner;
  }

  /**
   * The same for one who does not know yet whom to ask: fewer trade-offs of a question, one of them
   * to its end, so the same tokens show more questions.
   */
  LessonTrees forBeginners() {
    return new LessonTrees(course, blind, thriftSign, true);
  }

  /** The trees of a step's episodes, numbered through all steps; those that can be written. */
  List<PackedTree> trees(
      int step, int wanted, LongFunction<Episode> episodes, List<Double> tradeOffs) {
    return LongStream.range((step - 1L) * wanted, (long) step * wanted)
        .mapToObj(episodes)
        .flatMap(episode -> {
          List<Double> shown = shown(episode, tradeOffs);
          return tree(priced(episode, shown), shown).stream();
        })
        .toList();
  }

  /**
   * How many trade-offs of a question are shown. To whom cost is all the same one shows as much as
   * all of them. Where prompts state what calls are worth, they differ from their end on, and other
   * questions show more than other trade-offs do.
   */
  static int shown(int all, boolean blind, boolean beginner, boolean worthIsStated) {
    if (!blind && !worthIsStated) {
      return all;
    }
    return Math.min(all, blind ? 1 : beginner ? BEGINNERS : SHOWN);
  }

  private List<Double> shown(Episode episode, List<Double> tradeOffs) {
    int all = tradeOffs.size();
    int few = shown(all, blind, beginner, course.options().worth() != null);
    if (few == all) {
      return tradeOffs;
    }
    return IntStream.range(0, few)
        .mapToObj(i -> tradeOffs.get((int) Math.floorMod(episode.number() + (long) i * APART, all)))
        .toList();
  }

  /**
   * Half of the episodes with two prices exchanged such that the teacher's first call moves, where
   * any do that: as pools are drawn the dearer knows more, and who has seen no others takes a price
   * for a skill.
   */
  private Episode priced(Episode episode, List<Double> tradeOffs) {
    if (blind || Draw.uniform(course.seed(), "exchanged", episode.number()) >= EXCHANGED) {
      return episode;
    }
    int place = (int) (Draw.uniform(course.seed(), "at", episode.number()) * tradeOffs.size());
    return PriceSwap.draw(
            episode,
            new Planner(course.world().spec().unknownShare()),
            course.world().spec().maxCalls(),
            taught(tradeOffs.get(place)))
        .map(PriceSwap::episode)
        .orElse(episode);
  }

  /** The tree of an episode over these trade-offs; empty where its words cannot be written. */
  Optional<PackedTree> tree(Episode episode, List<Double> tradeOffs) {
    Catalogue catalogue = course.wording().catalogue(episode);
    PackedTree.Builder tree = PackedTree.newBuilder();
    int paths = tradeOffs.size();
    int first =
        (int) (Draw.uniform(course.seed(), "whole", episode.number(), episode.kind()) * paths);
    int whole = beginner ? BEGINNERS_WHOLE : WHOLE;
    for (int i = 0; i < paths; i++) {
      new LessonPath(course, tree, episode, catalogue, tradeOffs.get(i), taught(tradeOffs.get(i)))
          .write(Math.floorMod(i - first, paths) < whole);
    }
    return tree.getGrammarsCount() == 0 ? Optional.empty() : Optional.of(tree.build());
  }

  /** What the teacher obeys. */
  private double taught(double tradeOff) {
    if (blind) {
      return 0;
    }
    return course.world().spec().weights().at(thriftSign < 0 ? 1 - tradeOff : tradeOff);
  }
}
