// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

/**
 * A server that runs in a data directory, whoever started it.
 *
 * @param pid of its main process
 * @param startedAt milliseconds since 1970, to the second
 */
public record FoundPostgres(long pid, int port, long startedAt) {}
