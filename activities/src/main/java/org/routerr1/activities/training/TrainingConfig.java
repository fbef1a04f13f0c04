// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a training does, by name: lessons of a teacher, then reinforcement, and now and then a look
 * at a validation slice.
 *
 * @param batchTrees trees of one optimiser step
 * @param minutes the most that the steps may take
 * @param parallel questions that are played at a time
 */
public record TrainingConfig(
    String name,
    MadeWorld world,
    Lessons lessons,
    Reinforcement reinforcement,
    Validation validation,
    int batchTrees,
    int minutes,
    int parallel) {

  /**
   * Where the questions come from.
   *
   * @param relations and entities of the facts that are made up for it
   */
  public record MadeWorld(String rules, int relations, int entities) {}

  /**
   * The warm start on the teacher's soft targets.
   *
   * @param questions of one step; each is one tree with all weights
   * @param rate of learning, until it falls to {@code endRate} at the end
   * @param nameWeight how much the tokens of a name count, among 1 for the others
   * @param blind whether the teacher is blind to cost
   */
  public record Lessons(
      int steps, int questions, double rate, double endRate, double nameWeight, boolean blind) {

    Lessons lasting(int otherSteps) {
      return new Lessons(otherSteps, questions, rate, endRate, nameWeight, blind);
    }

    Lessons beginningAt(double otherRate) {
      double end = endRate * (otherRate / rate);
      return new Lessons(steps, questions, otherRate, end, nameWeight, blind);
    }
  }

  /**
   * Groups of samples, after the lessons.
   *
   * @param questions of one step
   * @param samples of one question at one trade-off
   * @param tradeOffs of one question
   * @param rate of learning
   */
  public record Reinforcement(int steps, int questions, int samples, int tradeOffs, double rate) {

    public static final Reinforcement NONE = new Reinforcement(0, 0, 0, 0, 0);

    Reinforcement lasting(int otherSteps) {
      return new Reinforcement(otherSteps, questions, samples, tradeOffs, rate);
    }

    Reinforcement learningAt(double otherRate) {
      return new Reinforcement(steps, questions, samples, tradeOffs, otherRate);
    }
  }

  /**
   * Questions that nobody trains on; the best version on them is what the training ends with.
   *
   * @param every steps between two looks; 0: none, the last version is what the training ends with
   */
  public record Validation(int every, int questions) {

    private static final int LEAST = 5;

    Validation within(int steps) {
      return new Validation(Math.min(every, steps), Math.min(questions, Math.max(LEAST, steps)));
    }

    Validation never() {
      return new Validation(0, questions);
    }
  }

  /** Share of the warm start in which the learning rate stays. */
  private static final double HELD = .6;

  /** Of the learning rate where a training goes on from a trained version. */
  private static final double CONTINUED = 1 / 3.0;

  /** A guard; the steps of a warm start take 40 minutes on two cores that multiply bf16. */
  private static final int LONGEST_MINUTES = 240;

  /** 25 minutes on two cores that multiply bf16. */
  private static final int REINFORCED = 24;

  /** As many decisions as two processors decode well. */
  private static final int PARALLEL = 4;

  /**
   * Rules of the home questions: common knowledge over candidates as the catalogue describes them.
   */
  public static final String HOME = "home";

  private static final TrainingConfig SPECIALISTS =
      new TrainingConfig(
          "specialists",
          new MadeWorld("trade_off", 48, 40),
          new Lessons(220, 16, 1.5e-3, 2e-4, 6, false),
          Reinforcement.NONE,
          new Validation(110, 20),
          2,
          LONGEST_MINUTES,
          PARALLEL);

  private static final TrainingConfig GRPO =
      new TrainingConfig(
          "grpo",
          new MadeWorld("coverage", 48, 40),
          new Lessons(45, 16, 1.5e-3, 8e-4, 6, true),
          new Reinforcement(REINFORCED, 8, 8, 1, 5e-4),
          new Validation(15, 25),
          4,
          LONGEST_MINUTES,
          PARALLEL);

  /** The lessons of {@code grpo} alone: what it begins from, and what it is compared with. */
  private static final TrainingConfig COVERAGE =
      new TrainingConfig(
          "coverage",
          GRPO.world,
          GRPO.lessons,
          Reinforcement.NONE,
          GRPO.validation,
          GRPO.batchTrees,
          GRPO.minutes,
          GRPO.parallel);

  private static final TrainingConfig OF_HOME =
      new TrainingConfig(
          HOME,
          new MadeWorld(HOME, 48, 40),
          new Lessons(180, 16, 1.5e-3, 2e-4, 6, false),
          Reinforcement.NONE,
          new Validation(90, 12),
          2,
          LONGEST_MINUTES,
          PARALLEL);

  private static final Map<String, TrainingConfig> ALL =
      Stream.of(SPECIALISTS, COVERAGE, GRPO, OF_HOME)
          .collect(Collectors.toUnmodifiableMap(TrainingConfig::name, Function.identity()));

  /**
   * The configuration of this name.
   *
   * @throws IllegalArgumentException with a sentence that lists what there is
   */
  public static TrainingConfig named(String name) {
    TrainingConfig config = ALL.get(name);
    if (config == null) {
      throw new IllegalArgumentException(
          "no training is called " + name + ": name one of " + String.join(", ", names()));
    }
    return config;
  }

  /** Names that {@code train --config} takes. */
  public static List<String> names() {
    return ALL.keySet().stream().sorted().toList();
  }

  /** The same with fewer steps, in proportion; and a validation at the end at least. */
  public TrainingConfig shortened(int steps) {
    int taught = reinforcement.steps == 0 ? steps : taughtOf(steps);
    return with(lessons.lasting(taught), reinforcement.lasting(steps - taught))
        .with(validation.within(steps));
  }

  /** How many of fewer steps are lessons where reinforcement follows them. */
  private int taughtOf(int steps) {
    return lessons.steps == 0 ? 0 : Math.max(1, steps * lessons.steps / steps());
  }

  /** The same, ending after so many minutes; the rate falls with the time then. */
  public TrainingConfig within(int most) {
    return new TrainingConfig(
        name, world, lessons, reinforcement, validation, batchTrees, most, parallel);
  }

  /** The same where nobody can answer the validation's questions. */
  public TrainingConfig withoutValidation() {
    return with(validation.never());
  }

  /** The same, playing so many questions at a time. */
  public TrainingConfig playing(int questionsAtATime) {
    return new TrainingConfig(
        name, world, lessons, reinforcement, validation, batchTrees, minutes, questionsAtATime);
  }

  /**
   * The same from a version that has learnt. Where reinforcement follows the lessons, it has had
   * them; else a beginner's rate would take more from it than lessons give back.
   */
  public TrainingConfig continued() {
    return reinforcement.steps > 0
        ? with(lessons.lasting(0), reinforcement)
        : beginningAt(lessons.rate * CONTINUED);
  }

  /**
   * The same with another rate to begin with: of the lessons, which falls by the same proportion,
   * or where there are none of reinforcement.
   */
  public TrainingConfig beginningAt(double rate) {
    return lessons.steps == 0
        ? with(lessons, reinforcement.learningAt(rate))
        : with(lessons.beginningAt(rate), reinforcement);
  }

  private TrainingConfig with(Lessons others, Reinforcement other) {
    return new TrainingConfig(
        name, world, others, other, validation, batchTrees, minutes, parallel);
  }

  private TrainingConfig with(Validation other) {
    return new TrainingConfig(
        name, world, lessons, reinforcement, other, batchTrees, minutes, parallel);
  }

  public int steps() {
    return lessons.steps + reinforcement.steps;
  }

  /**
   * The learning rate of a step, from 1: falls over the last part of the warm start, by steps or by
   * time, whichever is further. Before that it stays: names are learnt late and all at once.
   *
   * @param timeGone share of the minutes, 0 to 1; 0 where only steps may count
   */
  public double rate(int step, double timeGone) {
    if (step > lessons.steps) {
      return reinforcement.rate;
    }
    double share = lessons.steps == 1 ? 0 : (step - 1.0) / (lessons.steps - 1);
    double gone = Math.min(1, Math.max(share, timeGone));
    double fallen = Math.max(0, (gone - HELD) / (1 - HELD));
    return lessons.rate + fallen * (lessons.endRate - lessons.rate);
  }

  /** How much of the reinforcement was done with this step, from 0 to 1. */
  public double reinforced(int step) {
    return reinforcement.steps == 0
        ? 1
        : Math.clamp((step - lessons.steps) / (double) reinforcement.steps, 0, 1);
  }
}
