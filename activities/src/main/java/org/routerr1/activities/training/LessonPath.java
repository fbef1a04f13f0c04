// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.routerr1.activities.Copied;
import org.routerr1.activities.CopyTexts;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideInput.ForcedBy;
import org.routerr1.activities.DecideInput.Route;
import org.routerr1.activities.DecideInput.Turn;
import org.routerr1.activities.PracticePrompt;
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
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.Progress;
import org.routerr1.worlds.specialists.Specialist;

/** A question at one trade-off, written as a path of its tree from the root. */
final class LessonPath {

  /** Less of the teacher's mass teaches nothing that is worth its tokens. */
  private static final double LEAST_MASS = 2e-3;

  private final Course course;

  private final PackedTree.Builder tree;
  private final Episode episode;
  private final Catalogue catalogue;
  private final double tradeOff;
  private final double weight;

  /**
   * A path.
   *
   * @param tree that it is added to
   * @param weight of cost that the teacher obeys
   */
  LessonPath(
      Course course,
      PackedTree.Builder tree,
      Episode episode,
      Catalogue catalogue,
      double tradeOff,
      double weight) {
    this.course = course;
    this.tree = tree;
    this.episode = episode;
    this.catalogue = catalogue;
    this.tradeOff = tradeOff;
    this.weight = weight;
  }

  /**
   * Adds the path.
   *
   * @param whole to its end; else up to its first decision
   */
  void write(boolean whole) {
    List<Lesson> lessons =
        Lesson.path(
            course.world(),
            episode,
            weight,
            Plan.TEMPERATURE,
            Draw.generator(course.seed(), "lesson", episode.number(), tradeOff));
    List<Turn> turns = new ArrayList<>();
    int parent = 0;
    for (Lesson lesson : lessons) {
      DecideRequest request = PracticePrompt.request(input(turns), catalogue);
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
                grammar.getQueryTextsList(), course.wording().subQuestion(progress), true))) {
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
    String query = course.wording().subQuestion(progress);
    String name = episode.pool().get(candidate).name();
    return grammar.getAskedList().stream()
        .anyMatch(a -> a.getCandidate().equals(name) && a.getQuery().equals(query));
  }

  private Route route(Lesson lesson) {
    Move.Ask ask = (Move.Ask) lesson.taken();
    return new Route(
        course.wording().subQuestion(lesson.progress()),
        episode.pool().get(ask.candidate()).name());
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
    boolean thinks = course.options().copied().contains(Copied.THOUGHT);
    boolean cut = thinks && !taken;
    String thought = think(thinks ? thought(progress, candidate) : "");
    String text = cut ? thought : thought + search(progress, candidate);
    Node.Builder node = action(parent, grammar, text, mass);
    node.getActionBuilder().setCut(cut);
    return node;
  }

  private String search(Progress progress, int candidate) {
    return "<search>"
        + course.wording().subQuestion(progress)
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
    return Descriptor.thoughts(
            catalogue.resolve(asked.name()).orElseThrow(), course.options().worth(), tradeOff)
        .get(Math.max(0, place));
  }

  private static String answer(Progress progress) {
    return think("") + "<answer>" + progress.answer() + "</answer>";
  }

  private String observation(Lesson lesson) {
    Move.Ask ask = (Move.Ask) lesson.taken();
    String reply =
        course
            .world()
            .reply(episode, episode.pool().get(ask.candidate()), lesson.progress().subQuestion())
            .text();
    return Observation.of(
        Mode.STRICT,
        List.of(new Finding.Reply(episode.pool().get(ask.candidate()).name(), reply)),
        List.of(),
        null,
        Observation.DEFAULT_CHARS);
  }

  private DecideInput input(List<Turn> turns) {
    return new DecideInput(
        "lesson",
        "lesson",
        "lesson",
        episode.question().text(),
        course.options().practised(tradeOff, "", 0),
        catalogue.version(),
        "",
        turns.size() + 1,
        turns.size(),
        0,
        0,
        turns.size() >= course.options().maxTurns() ? ForcedBy.TURNS : null,
        List.copyOf(turns));
  }
}
