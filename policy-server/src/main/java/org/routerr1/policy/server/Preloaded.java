// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.decide.Versions;

/**
 * What is loaded before the container is there: {@link Main} does it, so that it can fail early.
 */
record Preloaded(Policy policy, Versions versions) {

  private static final AtomicReference<@Nullable Preloaded> HELD = new AtomicReference<>();

  static Preloaded load(Settings settings) {
    Policy policy =
        Policy.load(
            settings.model(),
            settings.contextTokens(),
            settings.threads(),
            settings.processor(),
            settings.precision());
    return new Preloaded(
        policy, new Versions(policy, settings.adapters(), settings.loadedAdapters()));
  }

  static void offer(Preloaded loaded) {
    HELD.set(loaded);
  }

  static Optional<Preloaded> take() {
    return Optional.ofNullable(HELD.getAndSet(null));
  }
}
