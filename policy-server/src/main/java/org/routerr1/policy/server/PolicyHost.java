// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.decide.PolicyEngine;

/** Owns the loaded policy and its engine as long as the server runs. */
@Startup
@ApplicationScoped
public class PolicyHost {

  private final Settings settings;
  private final Policy policy;
  private final PolicyEngine engine;

  @Inject
  public PolicyHost(PolicyConfig config) {
    settings = Settings.of(config);
    policy =
        Preloaded.take()
            .orElseGet(
                () -> Policy.load(settings.model(), settings.contextTokens(), settings.threads()));
    engine = new PolicyEngine(policy, settings.engine(), System::nanoTime);
  }

  Settings settings() {
    return settings;
  }

  Policy policy() {
    return policy;
  }

  PolicyEngine engine() {
    return engine;
  }

  @PreDestroy
  void stop() {
    engine.close();
    policy.close();
  }
}
