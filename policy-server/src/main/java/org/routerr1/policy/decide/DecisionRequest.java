// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.tokenizer.ChatTemplate;

/**
 * Everything that a decision depends on.
 *
 * @param requestId names the decision: the same id gives the same decision
 * @param contentHash of all the rest: the same id with another hash is refused
 */
public record DecisionRequest(
    String requestId,
    String contentHash,
    List<ChatTemplate.Message> messages,
    List<PromptPart> turn,
    ActionLimits limits,
    Sampling sampling) {}
