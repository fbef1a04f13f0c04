// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Map;
import org.routerr1.activities.Feedback;
import org.routerr1.gateway.config.GatewayConfig;
import org.routerr1.gateway.service.FeedbackService;
import org.routerr1.gateway.service.QueryView;
import org.routerr1.ledger.QueryDocument;

/** One query: its document (live, from the books), its audit records, feedback on its answer. */
@Path("/v1/queries/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class QueryResource {

  private final QueryView view;
  private final FeedbackService feedbacks;
  private final int maxBodyBytes;

  QueryResource(QueryView view, FeedbackService feedbacks, GatewayConfig config) {
    this.view = view;
    this.feedbacks = feedbacks;
    this.maxBodyBytes = config.gateway().maxBodyBytes();
  }

  @GET
  @RunOnVirtualThread
  public QueryDocument document(@PathParam("id") String id) {
    return view.document(id);
  }

  @GET
  @Path("/audit")
  @RunOnVirtualThread
  public AuditPage audit(@PathParam("id") String id) {
    return new AuditPage(view.auditOf(id), null);
  }

  @POST
  @Path("/feedback")
  @Consumes(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public Map<String, String> feedback(@PathParam("id") String id, InputStream body) {
    Feedback feedback = FeedbackReader.read(JsonBody.read(body, maxBodyBytes));
    feedbacks.give(id, feedback);
    return Map.of("query_id", id, "id", feedback.id());
  }
}
