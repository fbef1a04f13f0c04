// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

/**
 * How the numbers are moved.
 *
 * @param maxNorm of all gradients together
 * @param batchTrees of one optimiser step; 0: all of an update
 * @param epochs times that an update goes through its trees
 */
public record OptimiserSettings(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double maxNorm,
    double weightDecay,
    int batchTrees,
    int epochs) {}
