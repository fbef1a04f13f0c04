// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when queries are polled for, Temporal answers and the books can be read. */
final class Readiness {

  private final RouterWorker worker;

  Readiness(RouterWorker worker) {
    this.worker = worker;
  }

  @Produces
  @Singleton
  @org.eclipse.microprofile.health.Readiness
  HealthCheck polling() {
    return () -> HealthCheckResponse.named("polling").status(worker.isPolling()).build();
  }

  @Produces
  @Singleton
  @org.eclipse.microprofile.health.Readiness
  HealthCheck temporal() {
    return () -> check("temporal", worker::checkTemporal);
  }

  @Produces
  @Singleton
  @org.eclipse.microprofile.health.Readiness
  HealthCheck books() {
    return () -> check("books", worker::checkBooks);
  }

  private static HealthCheckResponse check(String name, Runnable attempt) {
    try {
      attempt.run();
      return HealthCheckResponse.up(name);
    } catch (RuntimeException e) {
      return HealthCheckResponse.named(name)
          .down()
          .withData("problem", String.valueOf(e.getMessage()))
          .build();
    }
  }
}
