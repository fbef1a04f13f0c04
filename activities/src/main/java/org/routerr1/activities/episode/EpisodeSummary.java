// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

/**
 * What a run needs to know at once of a group; the rest is in its file.
 *
 * @param samples 0: there was nothing to play
 * @param failed loops that did not reach an answer
 * @param masked samples with calls that failed by no fault of the policy
 */
public record EpisodeSummary(
    int samples, int failed, int masked, double reward, long policyTokens, long costNanoUsd) {}
