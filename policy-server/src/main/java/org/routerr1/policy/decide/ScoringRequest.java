// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import java.util.Optional;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.tokenizer.ChatTemplate;

/**
 * Actions whose log-probabilities after a prompt are asked for.
 *
 * @param limits what was legal; none: only log-probabilities among all tokens are given
 * @param actions token ids, each right after the prompt; an action may be cut short
 * @param training whether queries go first
 */
public record ScoringRequest(
    PolicyVersion version,
    List<ChatTemplate.Message> messages,
    List<PromptPart> turn,
    Optional<ActionLimits> limits,
    List<List<Integer>> actions,
    boolean training) {}
