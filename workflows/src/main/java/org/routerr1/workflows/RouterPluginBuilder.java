// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.activities.LazyBooks;
import org.routerr1.activities.QueryActivitiesImpl;
import org.routerr1.activities.StepObserver;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.candidate.GuardedCandidateClient;
import org.routerr1.activities.candidate.HttpCandidateClient;
import org.routerr1.activities.candidate.SchemeCandidateClient;
import org.routerr1.activities.policy.GrpcPolicyClient;
import org.routerr1.activities.policy.PolicyEndpoint;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.ledger.postgres.Books;

/**
 * Says what a {@link RouterPlugin} works with: the books, the catalogue and the policy at least.
 */
public final class RouterPluginBuilder {

  private @Nullable DataSource dataSource;
  private @Nullable Path catalogue;
  private @Nullable PolicyEndpoint policyServer;
  private String taskQueue = RouterClient.TASK_QUEUE;
  private Duration policyDeadline = Duration.ofMinutes(2);
  private Duration reloadEvery = Duration.ofSeconds(2);
  private Map<String, String> environment = System.getenv();
  private Clock clock = Clock.systemUTC();
  private boolean searchAttributes = true;
  private StepObserver observer = StepObserver.NONE;
  private final List<CandidateClient.Provider> providers = new ArrayList<>();
  private final List<RouterExtension> extensions = new ArrayList<>();

  RouterPluginBuilder() {}

  /**
   * Where the books are: PostgreSQL, a pool of two connections or more that gives up on an absent
   * database within seconds. It stays the caller's to close. The database may be away when the
   * worker starts.
   */
  public RouterPluginBuilder dataSource(DataSource source) {
    this.dataSource = source;
    return this;
  }

  /** The candidates' file, looked at again while the worker runs. */
  public RouterPluginBuilder catalogue(Path file) {
    this.catalogue = file;
    return this;
  }

  /** The policy server's {@code host:port}, in clear text. */
  public RouterPluginBuilder policy(String address) {
    return policy(PolicyEndpoint.plain(address));
  }

  /** The policy server, perhaps by TLS. */
  public RouterPluginBuilder policy(PolicyEndpoint server) {
    this.policyServer = server;
    return this;
  }

  /** Default {@code router-r1}. */
  public RouterPluginBuilder taskQueue(String name) {
    this.taskQueue = name;
    return this;
  }

  /** For one decision, waiting for the policy server included; default 2 minutes, at most 2.5. */
  public RouterPluginBuilder policyDeadline(Duration deadline) {
    this.policyDeadline = deadline;
    return this;
  }

  /** How often the catalogue's file is looked at; default 2 seconds. */
  public RouterPluginBuilder reloadEvery(Duration interval) {
    this.reloadEvery = interval;
    return this;
  }

  /** Where {@code env:} keys and the catalogue's variables are looked up; default the process's. */
  public RouterPluginBuilder environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  public RouterPluginBuilder clock(Clock source) {
    this.clock = source;
    return this;
  }

  /** Whether to register {@link SearchAttributes} at the start; default true. */
  public RouterPluginBuilder searchAttributes(boolean register) {
    this.searchAttributes = register;
    return this;
  }

  /** Who hears of every step, for metrics. */
  public RouterPluginBuilder observer(StepObserver listener) {
    this.observer = listener;
    return this;
  }

  /** Adds a client for endpoints of another scheme, beside those that the class path offers. */
  public RouterPluginBuilder candidates(CandidateClient.Provider provider) {
    this.providers.add(provider);
    return this;
  }

  /** Adds workflows to the task queue; the plugin closes it. */
  public RouterPluginBuilder extension(RouterExtension extension) {
    this.extensions.add(extension);
    return this;
  }

  /**
   * Reads the catalogue; opens nothing else yet.
   *
   * @throws org.routerr1.core.catalogue.CatalogueException if the catalogue is not good
   * @throws IllegalStateException if something needed was not said
   */
  public RouterPlugin build() {
    DataSource source = given(dataSource, "dataSource(…), where the books are");
    Path file = given(catalogue, "catalogue(…), the candidates' file");
    PolicyEndpoint server = given(policyServer, "policy(…), the policy server's host:port");
    if (policyDeadline.compareTo(StepOptions.DECISION.minusSeconds(30)) > 0) {
      throw new IllegalStateException("policyDeadline must be 2.5 minutes at most");
    }
    LazyBooks books = new LazyBooks(() -> Books.open(source, clock));
    HttpCandidateClient http = new HttpCandidateClient(clock, environment);
    List<CandidateClient.Provider> foreign = new ArrayList<>(providers);
    ServiceLoader.load(CandidateClient.Provider.class).forEach(foreign::add);
    CandidateClient plain =
        new GuardedCandidateClient(SchemeCandidateClient.web(http, foreign), clock);
    List<CandidateClient.Provider> own =
        extensions.stream().flatMap(e -> e.candidates(plain).stream()).toList();
    CandidateClient candidates = new SchemeCandidateClient(plain, own);
    Set<String> schemes =
        Stream.concat(foreign.stream(), own.stream())
            .map(CandidateClient.Provider::scheme)
            .collect(Collectors.toUnmodifiableSet());
    CatalogueSource catalogues =
        new CatalogueSource(file, new CatalogueReader(environment::get, schemes), books);
    GrpcPolicyClient policy = new GrpcPolicyClient(server, policyDeadline);
    QueryActivitiesImpl activities =
        new QueryActivitiesImpl(policy, candidates, books, catalogues, taskQueue, observer, clock);
    RouterHands hands =
        new RouterHands(books, catalogues, policy, server, candidates, taskQueue, clock);
    return new RouterPlugin(
        taskQueue,
        new RouterParts(
            activities,
            hands,
            List.copyOf(extensions),
            catalogues,
            books,
            policy,
            http,
            reloadEvery),
        searchAttributes);
  }

  private static <T> T given(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("the router's plugin needs " + what);
    }
    return value;
  }
}
