// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import java.util.List;
import java.util.Map;

/**
 * What a training does, by name.
 *
 * @param rules of the made world
 * @param relations and entities of the facts that are made up for it
 * @param questions of one step; each is one tree with all weights
 * @param batchTrees trees of one optimiser step
 * @param warmSteps steps on the teacher's soft targets
 * @param learningRate of the warm start until it falls to {@code endRate} at its end
 * @param nameWeight how much the tokens of a name count, among 1 for the others
 * @param blind whether the teacher is blind to cost
 * @param rlSteps steps of reinforcement after the warm start
 * @param rlQuestions of one such step
 * @param rlSamples of one question at one trade-off
 * @param rlTradeOffs of one question
 * @param evaluateEvery steps between two looks at the validation slice; 0: none, the last step is
 *     what the training ends with
 * @param evaluated questions of the slice
 * @param minutes the most that the steps may take
 * @param parallel questions that are played at a time
 */
public record TrainingConfig(
    String name,
    String rules,
    int relations,
    int entities,
    int questions,
    int batchTrees,
    int warmSteps,
    double learningRate,
    double endRate,
    double nameWeight,
    boolean blind,
    int rlSteps,
    int rlQuestions,
    int rlSamples,
    int rlTradeOffs,
    double rlRate,
    int evaluateEvery,
    int evaluated,
    int minutes,
    int parallel) {

  private static final int LEAST_EVALUATED = 5;

  /** Share of the warm start in which the learning rate stays. */
  private static final double HELD = .6;

  /** Of the learning rate where a training goes on from a trained version. */
  private static final double CONTINUED = 1 / 3.0;

  /** A guard; the steps of a warm start take 40 minutes on two cores that multiply bf16. */
  private static final int LONGEST_MINUTES = 240;

  /** As many decisions as two processors decode well. */
  private static final int PARALLEL = 4;

  private static final TrainingConfig SPECIALISTS =
      new TrainingConfig(
          "specialists",
          "trade_off",
          48,
          40,
          16,
          2,
          220,
          1.5e-3,
          2e-4,
          6,
          false,
          0,
          0,
          0,
          0,
          0,
          110,
          20,
          LONGEST_MINUTES,
          PARALLEL);
  private static final TrainingConfig GRPO =
      new TrainingConfig(
          "grpo",
          "coverage",
          48,
          40,
          16,
          4,
          45,
          1.5e-3,
          8e-4,
          6,
          true,
          45,
          8,
          8,
          1,
          5e-4,
          15,
          25,
          LONGEST_MINUTES,
          PARALLEL);

  /** The lessons of {@code grpo} alone: what it begins from, and what it is compared with. */
  private static final TrainingConfig COVERAGE = GRPO.lessons("coverage");

  /**
   * Rules of the home questions: common knowledge over candidates as the catalogue describes them.
   */
  public static final String HOME = "home";

  private static final TrainingConfig HOME_CONFIG =
      new TrainingConfig(
          HOME,
          HOME,
          48,
          40,
          16,
          2,
          180,
          1.5e-3,
          2e-4,
          6,
          false,
          0,
          0,
          0,
          0,
          0,
          90,
          12,
          LONGEST_MINUTES,
          PARALLEL);

  private static final Map<String, TrainingConfig> ALL =
      Map.of(
          SPECIALISTS.name,
          SPECIALISTS,
          COVERAGE.name,
          COVERAGE,
          GRPO.name,
          GRPO,
          HOME,
          HOME_CONFIG);

  /**
   * The configuration of this name.
   *
   * @throws IllegalArgumentException with a sentence that lists what there is
   */
  public static TrainingConfig named(String name) {
    TrainingConfig config = ALL.get(name);
    if (config == null) {
      throw new IllegalArgumentException(
          "no training is called "
              + name
              + ": name one of "
              + String.join(", ", ALL.keySet().stream().sorted().toList()));
    }
    return config;
  }

  /** The same with fewer steps, in proportion; and a validation at the end at least. */
  public TrainingConfig shortened(int steps) {
    int warm =
        rlSteps == 0
            ? steps
            : warmSteps == 0 ? 0 : Math.max(1, steps * warmSteps / (warmSteps + rlSteps));
    return with(
        name,
        warm,
        rlSteps == 0 ? 0 : steps - warm,
        Math.min(evaluateEvery, steps),
        Math.min(evaluated, Math.max(LEAST_EVALUATED, steps)),
        minutes,
        parallel,
        learningRate,
        rlRate);
  }

  /** The same, ending after so many minutes; the rate falls with the time then. */
  public TrainingConfig within(int most) {
    return with(
        name, warmSteps, rlSteps, evaluateEvery, evaluated, most, parallel, learningRate, rlRate);
  }

  /** The same where nobody can answer the validation's questions. */
  public TrainingConfig withoutValidation() {
    return with(name, warmSteps, rlSteps, 0, evaluated, minutes, parallel, learningRate, rlRate);
  }

  /** The same, playing so many questions at a time. */
  public TrainingConfig playing(int questionsAtATime) {
    return with(
        name,
        warmSteps,
        rlSteps,
        evaluateEvery,
        evaluated,
        minutes,
        questionsAtATime,
        learningRate,
        rlRate);
  }

  /**
   * The same from a version that has learnt. Where reinforcement follows the lessons, it has had
   * them; else a beginner's rate would take more from it than lessons give back.
   */
  public TrainingConfig continued() {
    return rlSteps > 0
        ? with(name, 0, rlSteps, evaluateEvery, evaluated, minutes, parallel, learningRate, rlRate)
        : beginningAt(learningRate * CONTINUED);
  }

  /**
   * The same with another rate to begin with: of the lessons, which falls by the same proportion,
   * or where there are none of reinforcement.
   */
  public TrainingConfig beginningAt(double rate) {
    return warmSteps == 0
        ? with(name, 0, rlSteps, evaluateEvery, evaluated, minutes, parallel, learningRate, rate)
        : with(name, warmSteps, rlSteps, evaluateEvery, evaluated, minutes, parallel, rate, rlRate);
  }

  private TrainingConfig lessons(String called) {
    return with(
        called, warmSteps, 0, evaluateEvery, evaluated, minutes, parallel, learningRate, rlRate);
  }

  private TrainingConfig with(
      String called,
      int warm,
      int rl,
      int every,
      int looked,
      int mostMinutes,
      int questionsAtATime,
      double rate,
      double reinforced) {
    return new TrainingConfig(
        called,
        rules,
        relations,
        entities,
        questions,
        batchTrees,
        warm,
        rate,
        endRate * (rate / learningRate),
        nameWeight,
        blind,
        rl,
        rlQuestions,
        rlSamples,
        rlTradeOffs,
        reinforced,
        every,
        looked,
        mostMinutes,
        questionsAtATime);
  }

  public int steps() {
    return warmSteps + rlSteps;
  }

  /**
   * The learning rate of a step, from 1: falls over the last part of the warm start, by steps or by
   * time, whichever is further. Before that it stays: names are learnt late and all at once.
   *
   * @param timeGone share of the minutes, 0 to 1; 0 where only steps may count
   */
  public double rate(int step, double timeGone) {
    if (step > warmSteps) {
      return rlRate;
    }
    double share = warmSteps == 1 ? 0 : (step - 1.0) / (warmSteps - 1);
    double gone = Math.min(1, Math.max(share, timeGone));
    return learningRate + Math.max(0, (gone - HELD) / (1 - HELD)) * (endRate - learningRate);
  }

  /** How much of the reinforcement was done with this step, from 0 to 1. */
  public double reinforced(int step) {
    return rlSteps == 0 ? 1 : Math.clamp((step - warmSteps) / (double) rlSteps, 0, 1);
  }

  /** Names that {@code train --config} takes. */
  public static List<String> names() {
    return ALL.keySet().stream().sorted().toList();
  }
}
