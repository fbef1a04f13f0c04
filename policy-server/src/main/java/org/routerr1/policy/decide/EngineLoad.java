// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

/**
 * What an engine has to do and holds, after its last step.
 *
 * @param waitingQueries in the queue, as the next one
 * @param active sequences that are read or written
 * @param kvBytes of keys and values that these may fill
 * @param kvMostBytes that there are for them
 * @param prefixBytes of kept beginnings of prompts
 */
public record EngineLoad(
    int waitingQueries,
    int waitingTraining,
    int active,
    long kvBytes,
    long kvMostBytes,
    long prefixBytes) {}
