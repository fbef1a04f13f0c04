// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.training;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.routerr1.activities.episode.EpisodeInput;

/** What a training does with the learner. Safe to repeat: the learner applies a step once. */
@ActivityInterface
public interface TrainingActivities {

  String OPEN = "router-r1.training.open";
  String TEACH = "router-r1.training.teach";
  String GROUPS = "router-r1.training.groups";
  String LEARN = "router-r1.training.learn";
  String PUBLISH = "router-r1.training.publish";
  String CHECKPOINT = "router-r1.training.checkpoint";
  String LOOK = "router-r1.training.look";
  String FINISH = "router-r1.training.finish";
  String ABANDON = "router-r1.training.abandon";

  /** Opens the run at the learner. */
  @ActivityMethod(name = OPEN)
  Opened open(TrainingSpec spec);

  /** One step on the teacher's soft targets. */
  @ActivityMethod(name = TEACH)
  StepReport teach(TrainingSpec spec, int step, double rate);

  /** The groups to be sampled for a step of reinforcement. */
  @ActivityMethod(name = GROUPS)
  List<EpisodeInput> groups(TrainingSpec spec, int step, String version);

  /** One step on the groups that were sampled for it. */
  @ActivityMethod(name = LEARN)
  StepReport learn(TrainingSpec spec, int step, double rate, List<String> groups);

  /**
   * Writes the adapter as a version.
   *
   * @param label a checkpoint's; empty: as it is now
   */
  @ActivityMethod(name = PUBLISH)
  String publish(TrainingSpec spec, String name, String label, List<CurvePoint> curve);

  @ActivityMethod(name = CHECKPOINT)
  void checkpoint(TrainingSpec spec, String label);

  /** Reads a validation's document. */
  @ActivityMethod(name = LOOK)
  CurvePoint look(String document, int step, String version, StepReport last);

  /** Writes the training's document and the page that it is shown in; returns it with that. */
  @ActivityMethod(name = FINISH)
  TrainingDocument finish(TrainingDocument document);

  /** Tidies up after a run that was cancelled or failed; what it has learnt stays for a month. */
  @ActivityMethod(name = ABANDON)
  void abandon(String run);

  /** Where the run stands at the learner. */
  record Opened(String parentVersion, int step) {}
}
