// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;

/**
 * How likely actions are after a prompt.
 *
 * @param actions in the order of the request, token by token; the constrained log-probability means
 *     nothing where no limits were given
 * @param cachedTokens of the prompt, not computed for this request
 * @param micros from the request's arrival to its end
 * @param batchDependent whether their last bits may depend on what else was computed
 */
public record Scores(
    String policyVersion,
    String promptHash,
    List<List<Decision.Token>> actions,
    int promptTokens,
    int cachedTokens,
    long micros,
    boolean batchDependent) {}
