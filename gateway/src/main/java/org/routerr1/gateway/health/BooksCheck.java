// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.health;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.routerr1.gateway.client.BooksConnection;
import org.routerr1.gateway.service.CatalogueInUse;
import org.routerr1.ledger.BooksUnavailableException;

/** Ready when the books answer and hold the catalogue that new queries are pinned to. */
@Readiness
@Singleton
public final class BooksCheck implements HealthCheck {

  private final BooksConnection connection;
  private final CatalogueInUse catalogue;

  BooksCheck(BooksConnection connection, CatalogueInUse catalogue) {
    this.connection = connection;
    this.catalogue = catalogue;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      boolean written =
          connection.books().reader().catalogueSource(catalogue.version()).isPresent();
      return HealthCheckResponse.named("books")
          .status(written)
          .withData("catalogue_version", catalogue.version())
          .withData("catalogue_written", written)
          .build();
    } catch (BooksUnavailableException e) {
      return HealthCheckResponse.named("books").down().withData("reachable", false).build();
    }
  }
}
