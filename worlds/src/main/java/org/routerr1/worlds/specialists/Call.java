// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

/**
 * A call that was made.
 *
 * @param hop that it asked for, from 0
 * @param candidate its place in the pool
 */
public record Call(int hop, int candidate, Reply reply) {}
