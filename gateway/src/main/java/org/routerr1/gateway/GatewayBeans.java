// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;
import org.routerr1.activities.QueryOptions;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.gateway.client.BooksConnection;
import org.routerr1.gateway.client.PolicyProbe;
import org.routerr1.gateway.client.Queries;
import org.routerr1.gateway.client.TemporalConnection;
import org.routerr1.gateway.config.ConfigLoader;
import org.routerr1.gateway.config.GatewayConfig;
import org.routerr1.gateway.service.AskService;
import org.routerr1.gateway.service.Books;
import org.routerr1.gateway.service.CatalogueInUse;
import org.routerr1.gateway.service.FeedbackService;
import org.routerr1.gateway.service.Patience;
import org.routerr1.gateway.service.QueryDefaults;
import org.routerr1.gateway.service.QueryIds;
import org.routerr1.gateway.service.QueryMeters;
import org.routerr1.gateway.service.QueryView;
import org.routerr1.gateway.service.StartGate;

/** Puts the gateway's parts together; the parts themselves know nothing of the container. */
public final class GatewayBeans {

  /** Reads all that a start depends on; throws what is wrong with it. */
  static void checked(GatewayConfig config) {
    QueryDefaults.of(config.query(), readCatalogue(config));
    TemporalConnection.profile();
    ConfigLoader.policyServer(config);
  }

  private static Catalogue readCatalogue(GatewayConfig config) {
    return new CatalogueReader(System::getenv).read(config.catalogue());
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  QueryIds queryIds() {
    return new QueryIds(() -> "q-" + UUID.randomUUID());
  }

  @Produces
  @Singleton
  Patience patience(InstantSource clock) {
    return new Patience(clock, Thread::sleep);
  }

  @Produces
  @Singleton
  WorkflowServiceStubs stubs() {
    return TemporalConnection.stubs();
  }

  void close(@Disposes WorkflowServiceStubs stubs) {
    stubs.shutdownNow();
  }

  @Produces
  @Singleton
  WorkflowClient workflowClient(WorkflowServiceStubs stubs) {
    return WorkflowClient.newInstance(
        stubs, TemporalConnection.profile().toWorkflowClientOptions());
  }

  @Produces
  @Singleton
  Queries queries(WorkflowClient client, GatewayConfig config) {
    return new Queries(client, config.taskQueue());
  }

  @Produces
  @Singleton
  BooksConnection booksConnection(GatewayConfig config) {
    GatewayConfig.Db db = config.db();
    return new BooksConnection(db.url(), db.user(), db.passwordFile().orElse(null));
  }

  void close(@Disposes BooksConnection books) {
    books.close();
  }

  @Produces
  @Singleton
  PolicyProbe policyProbe(GatewayConfig config) {
    return new PolicyProbe(ConfigLoader.policyServer(config));
  }

  void close(@Disposes PolicyProbe probe) {
    probe.close();
  }

  @Produces
  @Singleton
  Books books(
      BooksConnection connection, Patience patience, InstantSource clock, GatewayConfig config) {
    return new Books(connection, patience, clock, config.gateway().booksPatience());
  }

  @Produces
  @Singleton
  CatalogueInUse catalogue(Books books, GatewayConfig config) {
    return new CatalogueInUse(readCatalogue(config), books);
  }

  @Produces
  @Singleton
  StartGate gate(GatewayConfig config) {
    return new StartGate(config.gateway().maxStartsInFlight(), config.gateway().startWait());
  }

  @Produces
  @Singleton
  QueryMeters meters(MeterRegistry registry, StartGate gate) {
    return new QueryMeters(registry, gate);
  }

  @Produces
  @Singleton
  AskService ask(
      Queries queries,
      Books books,
      CatalogueInUse catalogue,
      PolicyProbe policy,
      StartGate gate,
      Patience patience,
      InstantSource clock,
      GatewayConfig config) {
    QueryOptions defaults = QueryDefaults.of(config.query(), catalogue.catalogue());
    return new AskService(
        queries,
        books,
        catalogue,
        policy,
        defaults,
        gate,
        patience,
        clock,
        config.gateway().grace());
  }

  @Produces
  @Singleton
  QueryView view(Queries queries, Books books) {
    return new QueryView(queries, books);
  }

  @Produces
  @Singleton
  FeedbackService feedbacks(Queries queries, Books books) {
    return new FeedbackService(queries, books);
  }
}
