// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.episode.EpisodeInput;
import org.routerr1.activities.promotion.FeedbackReport;

/** Real questions for trainings: of recordings, and of users who gave the right answer. */
@ActivityInterface
public interface PracticeActivities {

  String GATHER = "router-r1.practice.gather";
  String PLAN = "router-r1.practice.plan";
  String GROUPS = "router-r1.practice.groups";
  String SPENT = "router-r1.practice.spent";

  /**
   * Finds what came since the last retraining.
   *
   * @param most right answers; what is more is left for the next time
   */
  @ActivityMethod(name = GATHER)
  Gathered gather(String run, Since since, int most);

  /** Resolves a training's material; refuses what cannot be practised on. */
  @ActivityMethod(name = PLAN)
  Practice plan(TrainingSpec spec);

  /** The groups to be sampled for one of its steps, counted from 1. */
  @ActivityMethod(name = GROUPS)
  List<EpisodeInput> groups(TrainingSpec spec, Practice practice, int step, String version);

  /** Nano-dollars that asking for what was not recorded has cost so far. */
  @ActivityMethod(name = SPENT)
  long spent(Practice practice);

  /**
   * How far an earlier retraining had read.
   *
   * @param feedbackMicros moment of the last feedback, by the database's clock
   * @param recordingsMillis moment of the last recording, by its file
   */
  record Since(long feedbackMicros, long recordingsMillis) {
    public static final Since EVER = new Since(0, 0);
  }

  /**
   * What came since.
   *
   * @param recordings that can be practised on
   * @param questions file of those with a right answer; null: there is none
   * @param feedback for the gate's report
   * @param until where the next retraining goes on
   */
  record Gathered(
      List<String> recordings, @Nullable String questions, FeedbackReport feedback, Since until) {

    public Gathered {
      recordings = List.copyOf(recordings);
    }
  }
}
