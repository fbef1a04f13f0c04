// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.evaluation;

import java.util.List;
import org.routerr1.activities.evaluation.DirectAsking;
import org.routerr1.activities.evaluation.RecordingSpec;

/**
 * A recording, and how far it is.
 *
 * @param asking empty at the beginning
 * @param next the step to go on with
 * @param asked what came of the steps before
 */
public record RecordingInput(
    RecordingSpec spec, List<DirectAsking> asking, int next, Asking asked, long startedAtMillis) {

  public RecordingInput {
    asking = List.copyOf(asking);
  }

  public static RecordingInput of(RecordingSpec spec) {
    return new RecordingInput(spec, List.of(), 0, Asking.NONE, 0);
  }
}
