// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import java.util.Optional;
import org.routerr1.policy.decide.Decision.Token;

/**
 * What a step brought for one of those who ran in it.
 *
 * @param answers to its questions; none while it reads
 */
record Outcome(Portion portion, List<Token> answers, Optional<Throwable> failure) {}
