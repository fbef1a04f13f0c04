// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import com.zaxxer.hikari.HikariDataSource;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.policy.PolicyException;
import org.routerr1.activities.policy.ServedPolicy;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.Retention;
import org.routerr1.workflows.RouterPlugin;
import org.routerr1.workflows.RouterPluginBuilder;
import org.routerr1.workflows.lab.Lab;

/**
 * Hosts the plugin: waits for Temporal and the books, then polls until it is stopped. Whatever goes
 * away later only delays; nothing here ends the process.
 */
@Singleton
public final class RouterWorker {

  private static final Logger LOG = Logger.getLogger(RouterWorker.class);
  private static final Duration CALL = Duration.ofSeconds(2);

  private final WorkerConfig config;
  private final HikariDataSource dataSource;
  private final RouterPlugin plugin;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final Thread starting = Thread.ofVirtual().name("router-start").unstarted(this::run);
  private volatile @Nullable WorkerFactory polling;

  RouterWorker(WorkerConfig config, MeterRegistry registry) throws BadConfigurationException {
    this.config = config;
    WorkerConfig.Db db = config.db();
    this.dataSource = Books.pool(db.url(), db.user(), db.passwordFile().orElse(null));
    RouterPluginBuilder plugged =
        RouterPlugin.builder()
            .dataSource(dataSource)
            .catalogue(config.catalogue())
            .policy(ConfigLoader.policyServer(config))
            .taskQueue(config.taskQueue())
            .policyDeadline(config.worker().policyDeadline())
            .reloadEvery(config.worker().catalogueReload())
            .searchAttributes(config.worker().searchAttributes())
            .observer(new Meters(registry));
    config.worker().data().ifPresent(data -> plugged.extension(new Lab(data)));
    this.plugin = plugged.build();
    ClientConfigProfile profile = TemporalConnection.profile();
    this.stubs = TemporalConnection.stubs(profile, registry);
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                .setPlugins(plugin)
                .build());
  }

  void start(@Observes StartupEvent event) {
    starting.start();
  }

  private void run() {
    String temporal = stubs.getOptions().getTarget();
    if (!Waiting.until("Temporal at " + temporal, this::checkTemporal)
        || !Waiting.until("the books at " + config.db().url(), plugin::checkBooks)) {
      return;
    }
    lengthenRetention();
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker(config.taskQueue());
    if (Waiting.until("Temporal's namespace", factory::start)) {
      polling = factory;
      Waiting.until("the policy server at " + config.policyAddress(), this::sayPolicy);
    }
  }

  private void lengthenRetention() {
    Duration wanted = config.worker().retention();
    if (wanted.isZero()) {
      return;
    }
    try {
      Duration now = Retention.atLeast(stubs, client.getOptions().getNamespace(), wanted);
      LOG.infof("Temporal keeps finished queries for %d days", now.toDays());
    } catch (StatusRuntimeException e) {
      LOG.warnf("Temporal's retention stays as it is: %s", e.getStatus());
    }
  }

  private void sayPolicy() throws PolicyException {
    ServedPolicy policy = plugin.describePolicy();
    LOG.infof("the policy server serves %s, versions %s", policy.model(), policy.versions());
  }

  /** Throws if Temporal does not answer for the namespace. */
  void checkTemporal() {
    stubs
        .blockingStub()
        .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
        .describeNamespace(
            DescribeNamespaceRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build());
  }

  /** Throws if the books cannot be read. */
  void checkBooks() {
    plugin.checkBooks();
  }

  boolean isPolling() {
    WorkerFactory factory = polling;
    return factory != null && factory.isStarted() && !factory.isShutdown();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    starting.interrupt();
    starting.join(Duration.ofSeconds(5));
    WorkerFactory factory = polling;
    if (factory != null) {
      factory.shutdown();
      factory.awaitTermination(config.worker().stopGrace().toMillis(), TimeUnit.MILLISECONDS);
      if (!factory.isTerminated()) {
        LOG.info("steps are still under way; another worker will do them");
        factory.shutdownNow();
        factory.awaitTermination(2, TimeUnit.SECONDS);
      }
    }
    plugin.close();
    dataSource.close();
    stubs.shutdownNow();
  }
}
