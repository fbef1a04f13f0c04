// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway;

import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.StartupEvent;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.routerr1.gateway.client.Queries;
import org.routerr1.gateway.service.CatalogueInUse;
import org.routerr1.gateway.service.Patience;
import org.routerr1.gateway.service.QueryMeters;
import org.routerr1.workflows.SearchAttributes;

/**
 * Does in the background what a start owes to Temporal and the books, as soon as they are there.
 */
public final class Startup {

  private static final Logger LOG = Logger.getLogger(Startup.class);

  /** The meters are named so that they are there before the first query. */
  void onStart(
      @Observes StartupEvent event,
      CatalogueInUse catalogue,
      Queries queries,
      QueryMeters meters,
      Patience patience,
      WorkflowServiceStubs stubs,
      WorkflowClient client) {
    Thread.ofVirtual()
        .name("catalogue-to-books")
        .start(() -> {
          catalogue.awaitInBooks(Instant.MAX);
          LOG.infof("catalogue %s is in the books", catalogue.version());
        });
    Thread.ofVirtual()
        .name("search-attributes")
        .start(() -> {
          awaitTemporal(stubs, patience);
          if (SearchAttributes.register(stubs, client.getOptions().getNamespace())) {
            queries.useSearchAttributes();
          }
        });
  }

  private static void awaitTemporal(WorkflowServiceStubs stubs, Patience patience) {
    patience.until(
        Instant.MAX,
        StatusRuntimeException.class::isInstance,
        () -> stubs.blockingStub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance()));
  }
}
