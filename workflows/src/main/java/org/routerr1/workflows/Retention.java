// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import com.google.protobuf.util.Durations;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;

/** How long Temporal keeps finished queries. The books keep them in any case. */
public final class Retention {

  private Retention() {}

  /**
   * Makes a namespace keep finished workflows at least this long; never shortens. For a server of
   * one's own: the plugin does not touch the namespace of a host.
   *
   * @return what holds now
   */
  public static Duration atLeast(WorkflowServiceStubs stubs, String namespace, Duration wanted) {
    Duration now =
        Duration.ofSeconds(
            stubs
                .blockingStub()
                .describeNamespace(
                    DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build())
                .getConfig()
                .getWorkflowExecutionRetentionTtl()
                .getSeconds());
    if (now.compareTo(wanted) >= 0) {
      return now;
    }
    stubs
        .blockingStub()
        .updateNamespace(
            UpdateNamespaceRequest.newBuilder()
                .setNamespace(namespace)
                .setConfig(
                    NamespaceConfig.newBuilder()
                        .setWorkflowExecutionRetentionTtl(Durations.fromMillis(wanted.toMillis())))
                .build());
    return wanted;
  }
}
