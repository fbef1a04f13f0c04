// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.regex.Pattern;

/** How the connection to Temporal is made cheap where the host has not said how it should be. */
public final class TemporalChannel {

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(dns:///)?(127(\\.\\d+){3}|localhost|\\[::1])(:\\d+)?");

  private TemporalChannel() {}

  /** Sends uncompressed to a server on this machine: there, compressing costs more than sending. */
  public static WorkflowServiceStubsOptions.Builder tuned(
      WorkflowServiceStubsOptions.Builder options) {
    String target = options.build().getTarget();
    if (target != null && THIS_MACHINE.matcher(target).matches()) {
      options.setGrpcCompression(GrpcCompression.NONE);
    }
    return options;
  }
}
