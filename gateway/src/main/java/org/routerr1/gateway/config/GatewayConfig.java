// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that the gateway is told: each key is also an environment variable ({@code router.db.url} is
 * {@code ROUTER_DB_URL}). Temporal's own standard environment is read beside it.
 */
@ConfigMapping(prefix = "router")
public interface GatewayConfig {

  /** Path of the catalogue file. */
  Path catalogue();

  /** The task queue that the workers poll. */
  @WithDefault("router-r1")
  String taskQueue();

  /** {@code host:port} of the policy server; only for the health report. */
  Optional<String> policyAddress();

  /** PEM file of the certificates that the policy server is known by; unset: clear text. */
  Optional<Path> policyTrust();

  /** PEM file of the certificate to show it, where it asks for one. */
  Optional<Path> policyClientCertificate();

  /** PEM file of that certificate's key. */
  Optional<Path> policyClientKey();

  Db db();

  Query query();

  Gateway gateway();

  /** The books' database. */
  interface Db {
    /** JDBC URL, without a password. */
    String url();

    String user();

    /** File that holds the password and nothing else. */
    Optional<Path> passwordFile();
  }

  /** What a query is answered with where the request is silent; unset: the product's defaults. */
  interface Query {
    /** 0: quality only, 1: thrift. */
    Optional<Double> tradeOff();

    /** The most that a query may cost, in dollars; unset: unlimited. */
    Optional<BigDecimal> budgetUsd();

    /** Rounds in which routing is allowed. */
    Optional<Integer> maxTurns();

    /** Milliseconds from the start to the forced answer. */
    Optional<Long> deadlineMs();

    /** Routes demanded before an answer is legal. */
    Optional<Integer> minRoutes();

    /** Routes in one decision. */
    Optional<Integer> maxParallel();

    /** Tokens of a thought. */
    Optional<Integer> maxThinkTokens();

    /** Tokens of a sub-question. */
    Optional<Integer> maxQueryTokens();

    /** Tokens of an answer. */
    Optional<Integer> maxAnswerTokens();

    /** 0: greedy. */
    Optional<Double> temperature();

    /** 0 or 1: off. */
    Optional<Double> topP();

    /** Makes every query's sampling repeatable; unset: derived from each query's id. */
    Optional<Long> seed();

    /** Channel of policy versions. */
    Optional<String> channel();

    /** One policy version for all; unset: what the channel points to. */
    Optional<String> policyVersion();

    /** Ids of the catalogue that may be routed to; unset: all. */
    Optional<List<String>> candidates();

    /** Whether the question and the findings so far travel with a sub-question. */
    Optional<Boolean> shareContext();

    /** Whether thoughts and answers are free texts. */
    Optional<Boolean> ownWords();
  }

  /** The gateway's own limits. */
  interface Gateway {
    /** Largest request body in bytes. */
    @WithDefault("1048576")
    int maxBodyBytes();

    /** Longest question in characters, earlier messages included. */
    @WithDefault("8000")
    int maxQuestionChars();

    /** Queries that are being handed to Temporal at one time. */
    @WithDefault("64")
    int maxStartsInFlight();

    /** How long a request waits for its turn to start before it is told to come again (429). */
    @WithDefault("5s")
    Duration startWait();

    /** How long past its deadline a query is waited for, so that an outage does not cost it. */
    @WithDefault("60s")
    Duration grace();

    /** How long a read of the books is tried again before the books count as unavailable. */
    @WithDefault("20s")
    Duration booksPatience();
  }
}
