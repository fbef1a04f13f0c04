// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** OpenAI's list of models: the router is one. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public final class ModelsResource {

  /** The first release's day, in seconds; OpenAI's clients want a number here. */
  private static final long CREATED = 1_767_225_600;

  private static final Model ROUTER =
      new Model(ChatRequestReader.MODEL, "model", CREATED, "router-r1");

  @GET
  public ModelList list() {
    return new ModelList("list", List.of(ROUTER));
  }

  @GET
  @Path("/{id}")
  public Model one(@PathParam("id") String id) {
    if (!id.equals(ROUTER.id())) {
      throw ChatRequestReader.unknownModel(id);
    }
    return ROUTER;
  }

  /** OpenAI's list. */
  public record ModelList(String object, List<Model> data) {}

  /** OpenAI's model. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Model(String id, String object, long created, String ownedBy) {}
}
