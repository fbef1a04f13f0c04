// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.sampling;

/**
 * A token and how likely it was among the legal ones, at temperature 1 and before top-p.
 *
 * @param index of the token in the legal ones
 */
public record Choice(int token, int index, double logprob) {}
