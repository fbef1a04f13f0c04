// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.sampling;

/**
 * A token and how likely it was, both at temperature 1 and before top-p.
 *
 * @param logprob among the legal tokens
 * @param freeLogprob among all tokens
 */
public record Choice(int token, double logprob, double freeLogprob) {}
