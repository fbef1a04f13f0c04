// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.proto.policy.v1.DecideRequest;

/** The very request that a decision is asked with, for whoever learns from it. Pure. */
public final class PracticePrompt {

  private PracticePrompt() {}

  /** Prompt, grammar and version; without id and sampling. */
  public static DecideRequest request(DecideInput input, Catalogue catalogue) {
    return PolicyPrompt.request(input, catalogue, LegalMoves.of(input, catalogue));
  }
}
