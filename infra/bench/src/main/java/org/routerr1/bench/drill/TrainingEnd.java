// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

/**
 * How a training ended.
 *
 * @param adapterSha256 of the adapter's numbers
 * @param steps that the learner counts
 * @param optimiserSteps of the learner; a step that was applied twice would count twice
 * @param journalledAskedAgain replies that were asked for although the journal held them
 * @param calls that the episodes made
 */
record TrainingEnd(
    String version,
    String adapterSha256,
    long steps,
    long optimiserSteps,
    int journalledAskedAgain,
    int calls,
    long ms) {}
