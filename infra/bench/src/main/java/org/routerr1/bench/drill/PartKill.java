// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

/**
 * One kill in the middle of a training.
 *
 * @param atStep the last step that had been taken
 * @param afterMs since that was seen
 * @param readyMs from the kill until the part did its work again
 * @param recoveredMs from the kill until the training had moved on
 */
record PartKill(String part, int atStep, long afterMs, long readyMs, long recoveredMs) {}
