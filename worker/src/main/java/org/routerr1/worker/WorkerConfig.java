// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * All that the worker is told: each key is also an environment variable ({@code router.db.url} is
 * {@code ROUTER_DB_URL}). Temporal's own standard environment is read beside it.
 */
@ConfigMapping(prefix = "router")
public interface WorkerConfig {

  /** Path of the catalogue file; looked at again while the worker runs. */
  Path catalogue();

  /** {@code host:port} of the policy server. */
  String policyAddress();

  /** PEM file of the certificates that the policy server is known by; unset: clear text. */
  Optional<Path> policyTrust();

  /** PEM file of the certificate to show it, where it asks for one. */
  Optional<Path> policyClientCertificate();

  /** PEM file of that certificate's key. */
  Optional<Path> policyClientKey();

  /** The task queue that is polled. */
  @WithDefault("router-r1")
  String taskQueue();

  Db db();

  Worker worker();

  /** The books' database. */
  interface Db {
    /** JDBC URL, without a password. */
    String url();

    String user();

    /** File that holds the password and nothing else. */
    Optional<Path> passwordFile();
  }

  /** The worker's own habits. */
  interface Worker {
    /** Between two looks at the catalogue's file. */
    @WithDefault("2s")
    Duration catalogueReload();

    /** For one decision, waiting for the policy server included. */
    @WithDefault("2m")
    Duration policyDeadline();

    /** How long Temporal keeps finished queries at least; 0s: its namespace is not touched. */
    @WithDefault("30d")
    Duration retention();

    /** Whether search attributes are registered at the start. */
    @WithDefault("true")
    boolean searchAttributes();

    /** Directory for runs and recordings; without it only queries are served. */
    Optional<Path> data();

    /** What steps under way are given to end when the worker is told to stop. */
    @WithDefault("10s")
    Duration stopGrace();
  }
}
