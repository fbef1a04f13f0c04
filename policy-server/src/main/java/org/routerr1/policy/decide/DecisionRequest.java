// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.tokenizer.ChatTemplate;

/**
 * Everything that a decision depends on, and when it is made.
 *
 * @param requestId names the decision: the same id gives the same decision
 * @param contentHash of all the rest but {@code training}: the same id with another hash is refused
 * @param training whether queries go first
 * @param free whether log-probabilities among all tokens are wanted
 */
public record DecisionRequest(
    String requestId,
    String contentHash,
    PolicyVersion version,
    List<ChatTemplate.Message> messages,
    List<PromptPart> turn,
    ActionLimits limits,
    Sampling sampling,
    boolean training,
    boolean free) {}
