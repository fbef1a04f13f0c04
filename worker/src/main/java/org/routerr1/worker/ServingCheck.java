// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while tasks are polled and Temporal answers. */
@Readiness
@Singleton
public final class ServingCheck implements HealthCheck {

  private final Hosting hosting;

  ServingCheck(Hosting hosting) {
    this.hosting = hosting;
  }

  @Override
  public HealthCheckResponse call() {
    WorkflowServiceStubs temporal = hosting.temporal();
    if (temporal == null || !hosting.isServing()) {
      return HealthCheckResponse.named("worker").down().withData("why", "not polling yet").build();
    }
    try {
      temporal
          .blockingStub()
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return HealthCheckResponse.up("worker");
    } catch (StatusRuntimeException e) {
      return HealthCheckResponse.named("worker")
          .down()
          .withData("temporal", e.getStatus().getCode().name())
          .build();
    }
  }
}
