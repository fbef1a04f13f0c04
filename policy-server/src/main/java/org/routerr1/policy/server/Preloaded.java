// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.decide.Policy;

/** Hands the policy that {@link Main} loaded over to the container, which did not exist then. */
final class Preloaded {

  private static final AtomicReference<@Nullable Policy> POLICY = new AtomicReference<>();

  private Preloaded() {}

  static void offer(Policy policy) {
    POLICY.set(policy);
  }

  static Optional<Policy> take() {
    return Optional.ofNullable(POLICY.getAndSet(null));
  }
}
