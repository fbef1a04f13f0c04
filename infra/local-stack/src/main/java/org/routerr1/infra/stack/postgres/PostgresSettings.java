// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.util.List;

/** The server's settings: durable, on the loopback only, modest in memory. */
final class PostgresSettings {

  private PostgresSettings() {}

  static List<String> of(int port) {
    return List.of(
        "listen_addresses=127.0.0.1",
        "port=" + port,
        "unix_socket_directories=",
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "max_connections=100",
        "shared_buffers=64MB",
        "max_wal_size=1GB",
        // Short statements only: compiling them costs more than it gains.
        "jit=off",
        "max_parallel_workers_per_gather=0",
        "logging_collector=off",
        "log_line_prefix=%m [%p] ",
        "log_timezone=UTC",
        "timezone=UTC",
        // The log's words are read (PostgresLog), so they must not depend on the machine's
        // language.
        "lc_messages=C");
  }
}
