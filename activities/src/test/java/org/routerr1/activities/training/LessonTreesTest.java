// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.policy.v1.AskedRoute;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.World;
import org.routerr1.worlds.specialists.WorldLoader;
import org.routerr1.worlds.specialists.WorldRef;

class LessonTreesTest {

  private static final Catalogue SERVED =
      new CatalogueReader(name -> null)
          .parse(
              "test",
              """
              candidates:
                - {id: owl, endpoint: "http://127.0.0.1:1/v1", price: {input: 0.6, output: 2.4},
                   description: an old bird, strengths: {capital: 1.0, author: 0.7}}
                - {id: finch, endpoint: "http://127.0.0.1:1/v1", price: {input: 0.03, output: 0.06},
                   strengths: {capital: 0.6, chess: 0.9}}
                - {id: cook, endpoint: "http://127.0.0.1:1/v1", price: {input: 1, output: 1},
                   strengths: {recipes: 0.9}}
              """);

  private final World world =
      WorldLoader.load(new WorldRef(WorldRef.TRADE_OFF, WorldRef.made(5, 48, 40), 5, false));
  private final Course course =
      new Course(world, Course.SPECIALISTS, SuiteOptions.specialists(0), 5);
  private final LessonTrees trees = new LessonTrees(course, false, 1);

  @Test
  void everyQuestionOfMadeFactsCanBeTaught() {
    int taught = 0;
    for (int number = 0; number < 60; number++) {
      for (Kind kind : Kind.values()) {
        PackedTree tree =
            trees
                .tree(world.episode(kind, number), world.spec().weights().tradeOffs())
                .orElseThrow();
        taught += tree.getGrammarsCount();
      }
    }
    // Five first decisions, and three paths to their ends.
    assertThat(taught).isGreaterThan(60 * 3 * 7);
  }

  @Test
  void threeOfFivePathsGoOnUnlessTheTeacherAnswersAtOnce() {
    List<Double> five = world.spec().weights().tradeOffs();
    int all = 0;
    for (int number = 0; number < 20; number++) {
      PackedTree tree = trees.tree(world.episode(Kind.BRIDGE, number), five).orElseThrow();
      int goOn = 0;
      for (int node = 1; node <= tree.getNodesCount(); node++) {
        goOn += tree.getNodes(node - 1).getParent() == 0 && isObservedBelow(tree, node) ? 1 : 0;
      }
      assertThat(goOn).isLessThanOrEqualTo(3);
      all += goOn;
    }
    assertThat(all).isGreaterThan(40);
  }

  /** Whether a reply stands somewhere below a node, which counts from 1. */
  private static boolean isObservedBelow(PackedTree tree, int node) {
    for (int below = node + 1; below <= tree.getNodesCount(); below++) {
      Node it = tree.getNodes(below - 1);
      if (it.getParent() == node
          && (it.getPart().hasObservation() || isObservedBelow(tree, below))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theTeachersMassOfADecisionIsWholeAndParentsComeFirst() {
    Episode episode = world.episode(Kind.BRIDGE, 3);
    PackedTree tree = trees.tree(episode, world.spec().weights().tradeOffs()).orElseThrow();
    for (int i = 0; i < tree.getNodesCount(); i++) {
      Node node = tree.getNodes(i);
      assertThat(node.getParent()).isLessThanOrEqualTo(i);
      if (node.hasAction()) {
        assertThat(node.getAction().getText())
            .matches("<think>([^<]+ \\d\\d = [^<]+)?</think>(<search>.*|<answer>.*)?");
      }
    }
    assertMassIsWhole(tree);
    assertThat(tree.getNodesList())
        .filteredOn(n -> n.getParent() == 0)
        .hasSize(world.spec().weights().tradeOffs().size());
    assertThat(tree.getGrammarsList())
        .allSatisfy(grammar -> {
          assertThat(grammar.getThoughtsList()).anyMatch(t -> t.startsWith("general "));
          assertThat(grammar.getQueryTextsList()).contains(episode.question().text());
          assertThat(grammar.getAnswerTextsList()).contains("I don't know");
        });
  }

  @Test
  void nobodyIsTaughtToAskWhatIsKnownAndTheMassIsWholeAllTheSame() {
    int asked = 0;
    for (int number = 0; number < 60; number++) {
      PackedTree tree =
          trees
              .tree(world.episode(Kind.BRIDGE, number), world.spec().weights().tradeOffs())
              .orElseThrow();
      assertMassIsWhole(tree);
      for (Node node : tree.getNodesList()) {
        if (node.hasAction()) {
          for (AskedRoute route : tree.getGrammars(node.getAction().getGrammar()).getAskedList()) {
            asked++;
            assertThat(node.getAction().getText())
                .doesNotEndWith(
                    "<search>%s<to>%s</search>".formatted(route.getQuery(), route.getCandidate()));
          }
        }
      }
    }
    assertThat(asked).isGreaterThan(100);
  }

  /** The teacher's actions at each decision have all of its mass. */
  private static void assertMassIsWhole(PackedTree tree) {
    Map<Integer, Double> mass = new HashMap<>();
    for (Node node : tree.getNodesList()) {
      if (node.hasAction()) {
        mass.merge(node.getParent(), (double) node.getAction().getWeight(), Double::sum);
      }
    }
    assertThat(mass.values()).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(.02)));
  }

  @Test
  void inSomeLessonsTwoPricesAreExchangedUnlessTheTeacherIsBlindToThem() {
    List<Double> tradeOffs = world.spec().weights().tradeOffs();
    assertThat(exchanged(trees, tradeOffs, 3)).isBetween(25, 50);
    LessonTrees blind = new LessonTrees(course, true, 1);
    assertThat(exchanged(blind, tradeOffs, 1)).isZero();
  }

  @Test
  void whoIsNotAskedIsThoughtOfOnlyAndWhoIsAskedIsWhomTheThoughtNames() {
    int cut = 0;
    int whole = 0;
    for (int number = 0; number < 20; number++) {
      Episode episode = world.episode(Kind.BRIDGE, number);
      PackedTree tree = trees.tree(episode, world.spec().weights().tradeOffs()).orElseThrow();
      for (int place = 1; place <= tree.getNodesCount(); place++) {
        Node node = tree.getNodes(place - 1);
        String text = node.getAction().getText();
        if (node.getAction().getCut()) {
          cut++;
          int self = place;
          assertThat(text).startsWith("<think>").endsWith("</think>");
          assertThat(tree.getNodesList()).noneMatch(n -> n.getParent() == self);
        } else if (text.contains("<search>")) {
          whole++;
          String name = text.substring(text.indexOf("<to>") + 4, text.indexOf("</search>"));
          String thought = text.substring("<think>".length(), text.indexOf("</think>"));
          assertThat(thought).endsWith(" = " + name);
          assertThat(tree.getGrammars(node.getAction().getGrammar()).getThoughtsList())
              .contains(thought);
        }
      }
    }
    assertThat(cut).isGreaterThan(50);
    assertThat(whole).isGreaterThan(100);
  }

  @Test
  void aBeginnerSeesFewerTradeOffsOfAQuestionOneOfThemToItsEnd() {
    List<Double> tradeOffs = world.spec().weights().tradeOffs();
    List<PackedTree> all = trees.trees(1, 40, n -> world.episode(Kind.BRIDGE, n), tradeOffs);
    List<PackedTree> first =
        trees.forBeginners().trees(1, 40, n -> world.episode(Kind.BRIDGE, n), tradeOffs);
    assertThat(first).hasSameSizeAs(all);
    assertThat(first.stream().filter(LessonTreesTest::goesOn).count()).isGreaterThan(35);
    assertThat(decisions(first)).isLessThan(decisions(all) * 2 / 3);
  }

  private static int decisions(List<PackedTree> trees) {
    return trees.stream().mapToInt(PackedTree::getGrammarsCount).sum();
  }

  /** Whether something is read after a decision. */
  private static boolean goesOn(PackedTree tree) {
    return tree.getNodesList().stream()
        .anyMatch(node -> node.hasPart() && node.getPart().hasObservation());
  }

  @Test
  void aTeacherBlindToCostShowsEachQuestionAtOneTradeOffInTurn() {
    List<Double> tradeOffs = world.spec().weights().tradeOffs();
    LessonTrees blind = new LessonTrees(course, true, 1);
    List<PackedTree> shown =
        blind.trees(1, tradeOffs.size(), n -> world.episode(Kind.BRIDGE, n), tradeOffs);
    for (int i = 0; i < shown.size(); i++) {
      Episode episode = world.episode(Kind.BRIDGE, i);
      assertThat(shown.get(i))
          .isEqualTo(blind.tree(episode, List.of(tradeOffs.get(i))).orElseThrow());
    }
  }

  /** Of 80 lessons those that are other than their episodes as they were drawn. */
  private int exchanged(LessonTrees of, List<Double> tradeOffs, int shown) {
    List<PackedTree> taught =
        of.trees(1, 80, number -> world.episode(Kind.BRIDGE, number), tradeOffs);
    int others = 0;
    for (int number = 0; number < taught.size(); number++) {
      Episode drawn = world.episode(Kind.BRIDGE, number);
      List<Double> each =
          IntStream.range(0, shown)
              .mapToObj(i -> tradeOffs.get((int) ((drawn.number() + 2L * i) % 5)))
              .toList();
      others += of.tree(drawn, each).orElseThrow().equals(taught.get(number)) ? 0 : 1;
    }
    return others;
  }

  @Test
  void aContinuedTrainingBeginsAtAThirdOfTheRateAndFallsByTheSameProportion() {
    TrainingConfig fresh = TrainingConfig.named("specialists");
    TrainingConfig continued = fresh.continued();
    assertThat(continued.rate(1, 0)).isCloseTo(fresh.rate(1, 0) / 3, within(1e-12));
    assertThat(continued.rate(continued.steps(), 0))
        .isCloseTo(fresh.rate(fresh.steps(), 0) / 3, within(1e-12));
    assertThat(fresh.beginningAt(4e-4).rate(1, 0)).isCloseTo(4e-4, within(1e-12));
    assertThat(fresh.beginningAt(4e-4).within(5).rate(1, 0)).isCloseTo(4e-4, within(1e-12));
  }

  @Test
  void reinforcementFromALearntVersionHasNoLessonsAndTheLessonsAloneNoReinforcement() {
    TrainingConfig whole = TrainingConfig.named("grpo");
    TrainingConfig continued = whole.continued();
    assertThat(continued.lessons().steps()).isZero();
    assertThat(continued.reinforcement().steps()).isEqualTo(whole.reinforcement().steps());
    assertThat(continued.rate(1, .9)).isEqualTo(whole.reinforcement().rate());
    assertThat(continued.shortened(5).lessons().steps()).isZero();
    assertThat(continued.shortened(5).reinforcement().steps()).isEqualTo(5);
    assertThat(continued.beginningAt(2e-5).rate(1, 0)).isEqualTo(2e-5);
    assertThat(whole.beginningAt(2e-5).rate(whole.steps(), 0))
        .isEqualTo(whole.reinforcement().rate());
    TrainingConfig lessons = TrainingConfig.named("coverage");
    assertThat(lessons.reinforcement().steps()).isZero();
    assertThat(lessons.world().rules()).isEqualTo(whole.world().rules());
    assertThat(lessons.rate(1, 0)).isEqualTo(whole.rate(1, 0));
    assertThat(lessons.continued().lessons().steps()).isEqualTo(whole.lessons().steps());
  }

  @Test
  void reversedThriftTeachesTheOppositeEnd() {
    Episode episode = world.episode(Kind.BRIDGE, 3);
    LessonTrees reversed = new LessonTrees(course, false, -1);
    assertThat(reversed.tree(episode, List.of(0.0)))
        .isNotEqualTo(trees.tree(episode, List.of(0.0)));
    assertThat(trees.tree(episode, List.of(0.0))).isEqualTo(trees.tree(episode, List.of(0.0)));
  }

  @Test
  void someHomeLessonsAreOfTheServedCatalogueAsFarAsItStatesTheTasks() {
    HomeClassroom classroom = new HomeClassroom(homeTraining(), SERVED);
    List<Episode> served =
        LongStream.range(0, 80)
            .mapToObj(classroom::episode)
            .filter(e -> e.pool().find("owl").isPresent())
            .toList();
    assertThat(served).hasSizeBetween(8, 35);
    assertThat(served)
        .allSatisfy(e -> {
          assertThat(e.pool().size()).isEqualTo(2);
          assertThat(e.pool().find("owl").orElseThrow().price()).isEqualTo(52);
          assertThat(e.pool().find("finch").orElseThrow().accuracies())
              .isEqualTo(Map.of("capital", .6));
        });
  }

  private static TrainingSpec homeTraining() {
    return new TrainingSpec("r", TrainingConfig.named("home"), 4, null, 1, false, "test");
  }

  @Test
  void homeLessonsAskWholeSentencesOfModelsDescribedAsTheCatalogueDescribesThem() {
    TrainingSpec spec = homeTraining();
    List<PackedTree> lessons = new HomeClassroom(spec, SERVED).lessons(2, 16, false);
    assertThat(lessons).hasSize(16);
    PackedTree tree = lessons.getFirst();
    assertThat(tree.getNodes(0).getPart().getMessage().getContent())
        .contains("country_of_place", "birth_country");
    assertThat(tree.getNodesList())
        .filteredOn(n -> n.hasAction() && n.getAction().getText().contains("<search>"))
        .isNotEmpty()
        .allSatisfy(n -> assertThat(n.getAction().getText()).contains("?<to>"));
    assertThat(tree.getGrammars(0).getMayAnswer()).isFalse();
    assertThat(tree.getGrammars(0).getQueryTextsList()).isEmpty();
    assertThat(tree.getGrammars(0).getThoughtsList()).anyMatch(t -> t.startsWith("capital "));
    assertThat(tree.getGrammars(0).getAnswerTextsList()).contains("I don't know");
    // Some have a line of prose before the figures, as catalogues have, and some have none.
    List<String> prompts =
        lessons.stream().map(t -> t.getNodes(0).getPart().getMessage().getContent()).toList();
    assertThat(prompts).anyMatch(p -> p.matches("(?s).*\n[A-Z][^\n]*; [^\n]* ms; .*"));
    assertThat(prompts).anyMatch(p -> p.matches("(?s).*model\\):\n[0-9]+/[0-9]+ ms; .*"));
  }
}
