// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.routerr1.gateway.service.CatalogueInUse;

/** Does in the background what a start owes to Temporal and the books, until they are there. */
public final class Startup {

  private static final Logger LOG = Logger.getLogger(Startup.class);

  void onStart(@Observes StartupEvent event, CatalogueInUse catalogue) {
    Thread.ofVirtual()
        .name("startup")
        .start(() -> {
          catalogue.awaitInBooks(Instant.MAX);
          LOG.infof("catalogue %s is in the books", catalogue.version());
        });
  }
}
