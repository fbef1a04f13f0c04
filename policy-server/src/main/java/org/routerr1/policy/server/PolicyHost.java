// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.decide.PolicyEngine;
import org.routerr1.policy.decide.Versions;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.learn.Learner;
import org.routerr1.policy.learn.LearnerHome;
import org.routerr1.policy.model.Turns;
import org.routerr1.proto.policy.v1.ActionGrammar;

/** Owns the loaded policy and its engine as long as the server runs. */
@Startup
@ApplicationScoped
public class PolicyHost {

  /** The training waits so long for queries before each of its passes of about a second. */
  private static final Duration TRAINING_PATIENCE = Duration.ofSeconds(2);

  private final Settings settings;
  private final Policy policy;
  private final Versions versions;
  private final PolicyEngine engine;
  private final Turns turns = new Turns(TRAINING_PATIENCE);
  private final Optional<Learner> learner;

  @Inject
  public PolicyHost(PolicyConfig config, MeterRegistry registry) {
    settings = Settings.of(config);
    Preloaded loaded = Preloaded.take().orElseGet(() -> Preloaded.load(settings));
    policy = loaded.policy();
    versions = loaded.versions();
    EngineMeters meters = new EngineMeters(registry);
    engine = new PolicyEngine(policy, settings.engine(), System::nanoTime, meters);
    meters.show(engine, versions);
    learner =
        settings
            .adapters()
            .flatMap(adapters -> settings.runs().map(runs -> new Learner(home(adapters, runs))));
  }

  private LearnerHome home(Path adapters, Path runs) {
    GrammarReader grammars = new GrammarReader(settings, policy.template().tokenizer());
    return new LearnerHome(
        settings.model(),
        policy.name(),
        policy.version(),
        policy.checksum(),
        policy.model().shape(),
        policy.template(),
        grammar -> policy.grammars().compile(read(grammars, grammar)).start(),
        policy.model().context(),
        settings.threads(),
        settings.processor(),
        runs,
        adapters,
        turns,
        InstantSource.system(),
        System::nanoTime);
  }

  private static ActionLimits read(GrammarReader grammars, ActionGrammar grammar) {
    try {
      return grammars.read(grammar);
    } catch (DecisionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
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

  /** Who goes first, a query or the training. */
  Turns turns() {
    return turns;
  }

  /** Trains adapters; absent where no folder keeps them. */
  Optional<Learner> learner() {
    return learner;
  }

  @PreDestroy
  void stop() {
    learner.ifPresent(Learner::close);
    engine.close();
    versions.close();
    policy.close();
  }
}
