// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.routerr1.gateway.config.GatewayConfig;
import org.routerr1.gateway.service.AskService;
import org.routerr1.gateway.service.QueryIds;
import org.routerr1.gateway.service.QueryMeters;
import org.routerr1.workflows.QueryOutput;

/**
 * OpenAI's chat completion. The request waits on a virtual thread for as long as its query runs. A
 * client that goes away does not cancel its query.
 */
@Path("/v1/chat/completions")
@Produces(MediaType.APPLICATION_JSON)
public final class ChatResource {

  private final AskService service;
  private final QueryIds ids;
  private final QueryMeters meters;
  private final InstantSource clock;
  private final GatewayConfig.Gateway limits;

  ChatResource(
      AskService service,
      QueryIds ids,
      QueryMeters meters,
      InstantSource clock,
      GatewayConfig config) {
    this.service = service;
    this.ids = ids;
    this.meters = meters;
    this.clock = clock;
    this.limits = config.gateway();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public RestResponse<ChatReply> complete(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      HttpServerResponse http,
      InputStream body) {
    String queryId = ids.of(idempotencyKey);
    ChatRequest request =
        ChatRequestReader.read(
            JsonBody.read(body, limits.maxBodyBytes()), limits.maxQuestionChars());
    // Set before the wait, so that an error carries it too.
    http.putHeader("x-router-query-id", queryId);
    QueryOutput output =
        meters.measured(() ->
            service.ask(queryId, idempotencyKey == null, request.question(), request.wishes()));
    return ResponseBuilder.ok(ChatReply.of(output, clock.instant()))
        .header("x-router-cost-nano-usd", output.costNanoUsd())
        .build();
  }
}
