// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.health;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.routerr1.gateway.client.PolicyProbe;

/**
 * Says whether the policy server answers. Never down: queries are durable and wait for it, and the
 * gateway itself never asks it for anything.
 */
@Readiness
@Singleton
public final class PolicyCheck implements HealthCheck {

  private final PolicyProbe probe;

  PolicyCheck(PolicyProbe probe) {
    this.probe = probe;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("policy (informational)")
        .up()
        .withData("policy", probe.look().words())
        .build();
  }
}
