// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import java.util.List;

/**
 * The document of the training drill.
 *
 * @param kept whether everything that is promised was kept
 */
record TrainingReport(
    String drill,
    long seed,
    boolean kept,
    boolean adapterBytesEqual,
    long updatesAppliedTwice,
    int journalledAskedAgain,
    List<PartKill> kills,
    TrainingEnd undisturbed,
    TrainingEnd disturbed) {

  static TrainingReport of(
      long seed, TrainingEnd undisturbed, TrainingEnd disturbed, List<PartKill> kills) {
    boolean equal = undisturbed.adapterSha256().equals(disturbed.adapterSha256());
    long twice = disturbed.optimiserSteps() - undisturbed.optimiserSteps();
    int again = disturbed.journalledAskedAgain();
    return new TrainingReport(
        "training",
        seed,
        equal && twice == 0 && again == 0 && disturbed.steps() == undisturbed.steps(),
        equal,
        twice,
        again,
        List.copyOf(kills),
        undisturbed,
        disturbed);
  }
}
