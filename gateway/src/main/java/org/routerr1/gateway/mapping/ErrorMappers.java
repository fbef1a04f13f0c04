// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.mapping;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every error in OpenAI's form, also those of the HTTP layer and our own defects. */
public final class ErrorMappers {

  private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return respond(e.problem()).build();
  }

  /** Unknown path, wrong method, wrong content type and the like. */
  @ServerExceptionMapper
  Response http(WebApplicationException e) {
    Response original = e.getResponse();
    if (original.getStatus() >= 500) {
      return defect(e);
    }
    return respond(ofHttp(original.getStatus())).build();
  }

  /** A defect: its reference is in the log beside the stack trace, its text is not for clients. */
  @ServerExceptionMapper
  Response defect(Throwable e) {
    String reference = UUID.randomUUID().toString();
    LOG.errorf(e, "a request failed by a defect of ours, reference %s", reference);
    return respond(
            new Problem(
                500,
                Problem.SERVER_ERROR,
                "internal_error",
                "a defect of ours; the gateway's log has it under " + reference,
                null,
                null,
                false))
        .build();
  }

  private static Problem ofHttp(int status) {
    return switch (status) {
      case 404 -> Problem.ofRequest(404, "unknown_path", "there is nothing at this path", null);
      case 405 ->
          Problem.ofRequest(405, "method_not_allowed", "this path has no such method", null);
      case 406 -> Problem.ofRequest(406, "not_acceptable", "replies are application/json", null);
      case 415 ->
          Problem.ofRequest(
              415, "unsupported_media_type", "send Content-Type: application/json", null);
      default -> Problem.ofRequest(status, "invalid_request", "the request is not valid", null);
    };
  }

  private static Response.ResponseBuilder respond(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(ErrorDocument.of(problem))
            .header("x-should-retry", problem.retryable());
    Duration retryAfter = problem.retryAfter();
    return retryAfter == null
        ? response
        : response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
  }
}
