// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.health;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when Temporal answers. */
@Readiness
@Singleton
public final class TemporalCheck implements HealthCheck {

  private final WorkflowServiceStubs stubs;

  TemporalCheck(WorkflowServiceStubs stubs) {
    this.stubs = stubs;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(2, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return HealthCheckResponse.up("temporal");
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      return HealthCheckResponse.named("temporal").down().withData("status", code.name()).build();
    }
  }
}
