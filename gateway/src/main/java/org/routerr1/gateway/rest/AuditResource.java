// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.routerr1.gateway.service.QueryView;

/** A chain's audit records, page by page: what is needed to check them offline. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {

  private final QueryView view;

  AuditResource(QueryView view) {
    this.view = view;
  }

  @GET
  @RunOnVirtualThread
  public AuditPage page(UriInfo uri) {
    QueryParameters parameters =
        new QueryParameters(uri.getQueryParameters(), "chain", "from", "limit");
    String chain = parameters.text("chain", "default");
    return new AuditPage(
        view.audit(
            chain,
            parameters.number("from", 1, Long.MAX_VALUE, 1),
            (int) parameters.number("limit", 1, 1000, 500)),
        view.head(chain));
  }
}
