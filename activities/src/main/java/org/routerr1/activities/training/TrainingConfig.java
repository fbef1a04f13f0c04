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
          1.5e-4,
          15,
          25,
          LONGEST_MINUTES,
          PARALLEL);

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
      Map.of(SPECIALISTS.name, SPECIALISTS, GRPO.name, GRPO, HOME, HOME_CONFIG);

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
    int warm = rlSteps == 0 ? steps : Math.max(1, steps * warmSteps / (warmSteps + rlSteps));
    return with(
        warm,
        rlSteps == 0 ? 0 : steps - warm,
        Math.min(evaluateEvery, steps),
        Math.min(evaluated, Math.max(LEAST_EVALUATED, steps)),
        minutes,
        parallel,
        learningRate);
  }

  /** The same, ending after so many minutes; the rate falls with the time then. */
  public TrainingConfig within(int most) {
    return with(warmSteps, rlSteps, evaluateEvery, evaluated, most, parallel, learningRate);
  }

  /** The same where nobody can answer the validation's questions. */
  public TrainingConfig withoutValidation() {
    return with(warmSteps, rlSteps, 0, evaluated, minutes, parallel, learningRate);
  }

  /** The same, playing so many questions at a time. */
  public TrainingConfig playing(int questionsAtATime) {
    return with(
        warmSteps, rlSteps, evaluateEvery, evaluated, minutes, questionsAtATime, learningRate);
  }

  /**
   * The same from a version that has learnt: a beginner's rate takes more from it than lessons give
   * back.
   */
  public TrainingConfig continued() {
    return beginningAt(learningRate * CONTINUED);
  }

  /** The same with another rate of the warm start, which falls by the same proportion. */
  public TrainingConfig beginningAt(double rate) {
    return with(warmSteps, rlSteps, evaluateEvery, evaluated, minutes, parallel, rate);
  }

  private TrainingConfig with(
      int warm, int rl, int every, int looked, int mostMinutes, int questionsAtATime, double rate) {
    return new TrainingConfig(
        name,
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
        rlRate,
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

  /** Names that {@code train --config} takes. */
  public static List<String> names() {
    return ALL.keySet().stream().sorted().toList();
  }
}
