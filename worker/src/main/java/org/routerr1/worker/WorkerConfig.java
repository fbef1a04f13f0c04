// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that the worker is told; each key is also an environment variable ({@code router.db.url} is
 * {@code ROUTER_DB_URL}). Temporal's own standard environment is read beside it.
 */
@ConfigMapping(prefix = "router")
public interface WorkerConfig {

  /** Path of the catalogue file; looked at again while the worker runs. */
  Path catalogue();

  /** The task queue to serve. */
  @WithDefault("router-r1")
  String taskQueue();

  /** {@code host:port} of the policy server. */
  String policyAddress();

  /** Where the books are. */
  Db db();

  /** The books' database. */
  interface Db {
    /** JDBC URL, without a password. */
    String url();

    /** The database role. */
    String user();

    /** File that holds the password and nothing else. */
    Optional<Path> passwordFile();
  }
}
