// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.episode;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;

/** What every long run understands while it is under way. */
public interface PausableRun {

  @QueryMethod
  RunProgress progress();

  /** Begins nothing new; what is under way ends. */
  @SignalMethod
  void pause();

  @SignalMethod
  void resume();
}
