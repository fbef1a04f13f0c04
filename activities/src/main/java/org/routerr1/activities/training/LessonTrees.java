// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.routerr1.activities.Copied;
import org.routerr1.activities.CopyTexts;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.DecideInput.Route;
import org.routerr1.activities.DecideInput.Turn;
import org.routerr1.activities.PracticePrompt;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.action.Mode;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.prompt.Descriptor;
import org.routerr1.core.prompt.Finding;
import org.routerr1.core.prompt.Observation;
import org.routerr1.proto.learner.v1.Action;
import org.routerr1.proto.learner.v1.Node;
import org.routerr1.proto.learner.v1.PackedTree;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.PromptPart;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.script.Lesson;
import org.routerr1.worlds.script.Move;
import org.routerr1.worlds.script.Plan;
import org.routerr1.worlds.script.Planner;
import org.routerr1.worlds.script.PriceSwap;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.PoolCatalogue;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Specialist;
import org.routerr1.worlds.specialists.World;

/**
 * A question under every weight as one packed tree: the prompts that serving would write, and at
 * each decision the teacher's soft targets as weighted actions. Beginnings that are equal are the
 * learner's matter.
 */
final class LessonTrees {

  /** Less of the teacher's mass teaches nothing that is worth its tokens. */
  private static final double LEAST_MASS = 2e-3;

  /**
   * Paths of a question that go on to their ends; the others stop after the first decision, which
   * depends most on the weight. With one only, names were learnt, and answers and second tries not.
   */
  private static final int WHOLE = 3;

  /** Share of a beginner's lessons in which one path goes on to its end. */
  private static final double DEEP = .25;

  /** Share of the lessons in whose pools two candidates have exchanged their prices. */
  private static final double EXCHANGED = .5;

  private final World world;
  private final Wording wording;
  private final QueryOptions options;
  private final boolean blind;
  private final int thriftSign;
  private final long seed;
  private final boolean beginner;

  /** How a world's calls are described and asked for. */
  interface Wording {

    /** Whom may be asked, as serving would describe them. */
    Catalogue catalogue(Episode episode);

    /** The sub-question of the hop to ask for now. */
    String subQuestion(Progress progress);
  }

  /** Specialists: a pool's own catalogue, sub-questions as {@code relation of entity}. */
  static final Wording SPECIALISTS =
      new Wording() {
        @Override
        public Catalogue catalogue(Episode episode) {
          return PoolCatalogue.of(episode.pool(), "world://lesson/" + episode.number());
        }

        @Override
        public String subQuestion(Progress progress) {
          return progress.subQuestion();
        }
      };

  LessonTrees(
      World world,
      Wording wording,
      QueryOptions options,
      boolean blind,
      int thriftSign,
      long seed) {
    this(world, wording, options, blind, thriftSign, seed, false);
  }

  private LessonTrees(
      World world,
      Wording wording,
      QueryOptions options,
      boolean blind,
      int thriftSign,
      long seed,
      boolean beginner) {
    this.world = world;
    this.wording = wording;
    this.options = options;
    this.blind = blind;
    this.thriftSign = thriftSign;
    this.seed = seed;
    this.beginner = beginner;
  }

  /**
   * The same for one who does not know yet whom to ask: most trees end after the first decision, so
   * the same tokens show half as many questions more.
   */
  LessonTrees forBeginners() {
    return new LessonTrees(world, wording, options, blind, thriftSign, seed, true);
  }

  /** The trees of a step's episodes, numbered through all steps; those that can be written. */
  List<PackedTree> trees(
      int step, int wanted, LongFunction<Episode> episodes, List<Double> tradeOffs) {
    return LongStream.range((step - 1L) * wanted, (long) step * wanted)
        .mapToObj(episodes)
        .map(episode -> priced(episode, tradeOffs))
        .flatMap(episode -> tree(episode, shown(episode, tradeOffs)).stream())
        .toList();
  }

  /** To whom cost is all the same one trade-off shows as much as all of them. */
  private List<Double> shown(Episode episode, List<Double> tradeOffs) {
    return blind
        ? List.of(tradeOffs.get(Math.floorMod(episode.number(), tradeOffs.size())))
        : tradeOffs;
  }

  /**
   * Half of the episodes with two prices exchanged such that the teacher's first call moves, where
   * any do that: as pools are drawn the dearer knows more, and who has seen no others takes a price
   * for a skill.
   */
  private Episode priced(Episode episode, List<Double> tradeOffs) {
    if (blind || Draw.uniform(seed, "exchanged", episode.number()) >= EXCHANGED) {
      return episode;
    }
    int place = (int) (Draw.uniform(seed, "at", episode.number()) * tradeOffs.size());
    return PriceSwap.draw(
            episode,
            new Planner(world.spec().unknownShare()),
            world.spec().maxCalls(),
            taught(tradeOffs.get(place)))
        .map(PriceSwap::episode)
        .orElse(episode);
  }

  /** The tree of an episode over these trade-offs; empty where its words cannot be written. */
  Optional<PackedTree> tree(Episode episode, List<Double> tradeOffs) {
    Building building = new Building(episode, wording.catalogue(episode));
    int paths = tradeOffs.size();
    int first = (int) (Draw.uniform(seed, "whole", episode.number(), episode.kind()) * paths);
    int whole = whole(episode);
    for (int i = 0; i < paths; i++) {
      building.path(tradeOffs.get(i), Math.floorMod(i - first, paths) < whole);
    }
    PackedTree tree = building.tree.build();
    return tree.getGrammarsCount() == 0 ? Optional.empty() : Optional.of(tree);
  }

  /** How many of a question's paths go on to their ends. */
  private int whole(Episode episode) {
    if (!beginner) {
      return WHOLE;
    }
    return Draw.uniform(seed, "deep", episode.number(), episode.kind()) < DEEP ? 1 : 0;
  }

  /** What the teacher obeys. */
  private double taught(double tradeOff) {
    if (blind) {
      return 0;
    }
    return world.spec().weights().at(thriftSign < 0 ? 1 - tradeOff : tradeOff);
  }

  private final class Building {

    private final Episode episode;
    private final Catalogue catalogue;
    private final PackedTree.Builder tree = PackedTree.newBuilder();

    Building(Episode episode, Catalogue catalogue) {
      this.episode = episode;
      this.catalogue = catalogue;
    }

    void path(double tradeOff, boolean whole) {
      List<Lesson> lessons =
          Lesson.path(
              world,
              episode,
              taught(tradeOff),
              Plan.TEMPERATURE,
              Draw.generator(seed, "lesson", episode.number(), tradeOff));
      List<Turn> turns = new ArrayList<>();
      int parent = 0;
      for (Lesson lesson : lessons) {
        DecideRequest request = PracticePrompt.request(input(tradeOff, turns), catalogue);
        if (turns.isEmpty()) {
          for (PromptPart part : request.getPromptList()) {
            parent = add(Node.newBuilder().setParent(parent).setPart(part));
          }
        }
        int taken = decision(parent, request.getGrammar(), lesson);
        if (taken < 0 || !whole || lesson.taken() instanceof Move.Answer) {
          return;
        }
        String observation = observation(lesson);
        parent =
            add(
                Node.newBuilder()
                    .setParent(taken)
                    .setPart(PromptPart.newBuilder().setObservation(observation)));
        turns.add(new Turn(List.of(), observation, List.of(route(lesson))));
      }
    }

    /** Adds the teacher's actions; gives the node of what was done, −1 if it cannot be written. */
    private int decision(int parent, ActionGrammar grammar, Lesson lesson) {
      Progress progress = lesson.progress();
      Optional<Plan> plan = lesson.plan();
      boolean mayAsk = grammar.getCandidatesCount() > 0;
      if (plan.isPresent()
          && !(mayAsk
              && CopyTexts.allow(
                  grammar.getQueryTextsList(), wording.subQuestion(progress), true))) {
        return -1;
      }
      int place = tree.getGrammarsCount();
      tree.addGrammars(grammar);
      // Where no answer is legal yet, all of the teacher's mass is on asking.
      double asking =
          plan.map(p -> grammar.getMayAnswer() ? p.asking(Plan.TEMPERATURE) : 1.0).orElse(0.0);
      int done = -1;
      if (plan.isPresent()) {
        double[] names = open(plan.get().names(Plan.TEMPERATURE), grammar, progress);
        for (int i = 0; i < names.length; i++) {
          if (names[i] == 0) {
            continue;
          }
          boolean taken = lesson.taken().equals(new Move.Ask(i));
          double mass = asking * names[i];
          if (taken || mass >= LEAST_MASS) {
            int node = add(ask(parent, place, progress, i, mass, taken));
            done = taken ? node : done;
          }
        }
      }
      if (1 - asking >= LEAST_MASS
          && CopyTexts.allow(grammar.getAnswerTextsList(), progress.answer(), false)) {
        int node = add(action(parent, place, answer(progress), 1 - asking));
        done = lesson.taken() instanceof Move.Answer ? node : done;
      }
      return done;
    }

    /** The teacher's mass among whom the grammar lets be asked; all of it if that is nobody. */
    private double[] open(double[] names, ActionGrammar grammar, Progress progress) {
      double[] open =
          IntStream.range(0, names.length)
              .mapToDouble(i -> isAnswered(grammar, progress, i) ? 0 : names[i])
              .toArray();
      double sum = Arrays.stream(open).sum();
      return sum == 0 ? names : Arrays.stream(open).map(mass -> mass / sum).toArray();
    }

    /** Whether asking once more what is known is what the grammar forbids. */
    private boolean isAnswered(ActionGrammar grammar, Progress progress, int candidate) {
      String query = wording.subQuestion(progress);
      String name = episode.pool().get(candidate).name();
      return grammar.getAskedList().stream()
          .anyMatch(a -> a.getCandidate().equals(name) && a.getQuery().equals(query));
    }

    private Route route(Lesson lesson) {
      Move.Ask ask = (Move.Ask) lesson.taken();
      return new Route(
          wording.subQuestion(lesson.progress()), episode.pool().get(ask.candidate()).name());
    }

    private int add(Node.Builder node) {
      tree.addNodes(node);
      return tree.getNodesCount();
    }

    private Node.Builder action(int parent, int grammar, String text, double mass) {
      return Node.newBuilder()
          .setParent(parent)
          .setAction(Action.newBuilder().setGrammar(grammar).setText(text).setWeight((float) mass));
    }

    /** What is not done ends with its thought, if there is one, which says all that is chosen. */
    private Node.Builder ask(
        int parent, int grammar, Progress progress, int candidate, double mass, boolean taken) {
      boolean thinks = options.copied().contains(Copied.THOUGHT);
      boolean cut = thinks && !taken;
      String thought = think(thinks ? thought(progress, candidate) : "");
      String text = cut ? thought : thought + search(progress, candidate);
      Node.Builder node = action(parent, grammar, text, mass);
      node.getActionBuilder().setCut(cut);
      return node;
    }

    private String search(Progress progress, int candidate) {
      return "<search>"
          + wording.subQuestion(progress)
          + "<to>"
          + episode.pool().get(candidate).name()
          + "</search>";
    }

    private static String think(String thought) {
      return "<think>" + thought + "</think>";
    }

    /** What speaks for a candidate: its accuracy in what is asked for, and its price. */
    private String thought(Progress progress, int candidate) {
      Specialist asked = episode.pool().get(candidate);
      int place = List.copyOf(asked.accuracies().keySet()).indexOf(progress.topic());
      return Descriptor.thoughts(catalogue.resolve(asked.name()).orElseThrow())
          .get(Math.max(0, place));
    }

    private static String answer(Progress progress) {
      return think("") + "<answer>" + progress.answer() + "</answer>";
    }

    private String observation(Lesson lesson) {
      Move.Ask ask = (Move.Ask) lesson.taken();
      String reply =
          world
              .reply(episode, episode.pool().get(ask.candidate()), lesson.progress().subQuestion())
              .text();
      return Observation.of(
          Mode.STRICT,
          List.of(new Finding.Reply(episode.pool().get(ask.candidate()).name(), reply)),
          List.of(),
          null,
          Observation.DEFAULT_CHARS);
    }

    private DecideInput input(double tradeOff, List<Turn> turns) {
      return new DecideInput(
          "lesson",
          "lesson",
          "lesson",
          episode.question().text(),
          options.practised(tradeOff, "", 0),
          catalogue.version(),
          "",
          turns.size() + 1,
          turns.size(),
          0,
          0,
          turns.size() >= options.maxTurns() ? ForcedBy.TURNS : null,
          List.copyOf(turns));
    }
  }
}
