// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.util.List;

/**
 * Questions of one source that every candidate is asked as they are: what the baselines are made
 * of.
 *
 * @param tested places of the questions under test
 * @param fitted places of other questions, which baselines are fitted on; never tested
 * @param catalogueVersion whose candidates are asked, into the recording
 */
public record DirectAsking(
    String dataSet,
    String source,
    List<Integer> tested,
    List<Integer> fitted,
    String fittedSource,
    String catalogueVersion,
    String recording) {

  public DirectAsking {
    tested = List.copyOf(tested);
    fitted = List.copyOf(fitted);
  }

  /** Questions in all. */
  public int questions() {
    return tested.size() + fitted.size();
  }
}
