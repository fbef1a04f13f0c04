// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.Retention;
import org.routerr1.workflows.RouterPlugin;
import org.routerr1.workflows.RouterWorkers;

/**
 * Hosts the plugin: the one line of {@link RouterPlugin}, and what a process owes around it. Waits
 * for Temporal in the background, so that health can be asked while it does.
 */
@Singleton
public final class Hosting {

  private static final Logger LOG = Logger.getLogger(Hosting.class);
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  private final WorkerConfig config;
  private final MeterRegistry meters;
  private volatile boolean stopping;
  private volatile @Nullable WorkerFactory factory;
  private @Nullable WorkflowServiceStubs stubs;
  private @Nullable HikariDataSource books;
  private @Nullable RouterPlugin plugin;

  Hosting(WorkerConfig config, MeterRegistry meters) {
    this.config = config;
    this.meters = meters;
  }

  /** Reads what can be wrong before anything is opened. */
  static void check(WorkerConfig config) {
    new CatalogueReader(System::getenv).read(config.catalogue());
    profile();
  }

  void start(@Observes StartupEvent event) {
    ClientConfigProfile profile = profile();
    Scope scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(meters))
            .reportEvery(com.uber.m3.util.Duration.ofMillis(BETWEEN_REPORTS.toMillis()));
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .setMetricsScope(scope)
                .build());
    WorkerConfig.Db db = config.db();
    books = Books.pool(db.url(), db.user(), db.passwordFile().orElse(null));
    plugin =
        RouterPlugin.builder()
            .dataSource(books)
            .catalogue(config.catalogue())
            .policy(config.policyAddress())
            .taskQueue(config.taskQueue())
            .build();
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                .setPlugins(plugin)
                .build());
    Thread.ofVirtual().name("router-worker").start(() -> serve(client));
  }

  private void serve(WorkflowClient client) {
    WorkflowServiceStubs service = client.getWorkflowServiceStubs();
    String namespace = client.getOptions().getNamespace();
    if (!awaitTemporal(service)) {
      return;
    }
    try {
      Retention.atLeast(service, namespace, RETENTION);
    } catch (StatusRuntimeException e) {
      LOG.infof("the retention of the namespace %s stays as it is: %s", namespace, e.getStatus());
    }
    WorkerFactory starting = WorkerFactory.newInstance(client, RouterWorkers.factoryOptions());
    starting.newWorker(config.taskQueue(), RouterWorkers.options());
    starting.start();
    factory = starting;
  }

  private boolean awaitTemporal(WorkflowServiceStubs service) {
    boolean told = false;
    while (!stopping) {
      try {
        service
            .blockingStub()
            .withDeadlineAfter(2, TimeUnit.SECONDS)
            .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
        return true;
      } catch (StatusRuntimeException e) {
        if (!told) {
          LOG.warnf("waiting for Temporal: %s", e.getStatus().getCode());
          told = true;
        }
        pause();
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether tasks are being polled. */
  boolean isServing() {
    WorkerFactory running = factory;
    return running != null && running.isStarted() && !running.isShutdown();
  }

  /** The connection to Temporal; null before the start. */
  @Nullable WorkflowServiceStubs temporal() {
    return stubs;
  }

  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    WorkerFactory running = factory;
    if (running != null) {
      running.shutdown();
      running.awaitTermination(5, TimeUnit.SECONDS);
    }
    if (plugin != null) {
      plugin.close();
    }
    if (stubs != null) {
      stubs.shutdownNow();
    }
    if (books != null) {
      books.close();
    }
  }

  private static ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | RuntimeException e) {
      throw new BadSettingException(
          "Temporal's environment cannot be read (%s): correct TEMPORAL_* or its profile file"
              .formatted(e.getMessage()));
    }
  }
}
