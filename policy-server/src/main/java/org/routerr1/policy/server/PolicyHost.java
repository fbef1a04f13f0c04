// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.decide.PolicyEngine;
import org.routerr1.policy.decide.Versions;

/** Owns the loaded policy and its engine as long as the server runs. */
@Startup
@ApplicationScoped
public class PolicyHost {

  private final Settings settings;
  private final Policy policy;
  private final Versions versions;
  private final PolicyEngine engine;

  @Inject
  public PolicyHost(PolicyConfig config) {
    settings = Settings.of(config);
    Preloaded loaded = Preloaded.take().orElseGet(() -> Preloaded.load(settings));
    policy = loaded.policy();
    versions = loaded.versions();
    engine = new PolicyEngine(policy, settings.engine(), System::nanoTime);
  }

  Settings settings() {
    return settings;
  }

  Policy policy() {
    return policy;
  }

  Versions versions() {
    return versions;
  }

  PolicyEngine engine() {
    return engine;
  }

  @PreDestroy
  void stop() {
    engine.close();
    versions.close();
    policy.close();
  }
}
