// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.worlds.Draw;

/**
 * A made pool as a catalogue, so that the serving loop describes, prices and bills its candidates
 * like any others. Roles do not stand in it.
 */
public final class PoolCatalogue {

  /** Under which a generalist states its accuracy. */
  public static final String GENERAL = "general";

  /** Of endpoints behind which a made world answers. */
  public static final String SCHEME = "world";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** JSON is YAML; no variables are named in it. */
  private static final CatalogueReader READER = new CatalogueReader(name -> null, Set.of(SCHEME));

  private PoolCatalogue() {}

  /**
   * The catalogue, with a version of its own for every different pool.
   *
   * @param endpoint that answers for all candidates, such as {@code http://127.0.0.1:8123/v1}
   */
  public static Catalogue of(Pool pool, String endpoint) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode candidates = root.putArray("candidates");
    for (Specialist specialist : pool.specialists()) {
      ObjectNode candidate = candidates.addObject();
      candidate.put("id", specialist.name());
      specialist.aliases().forEach(candidate.putArray("aliases")::add);
      candidate.put("endpoint", endpoint);
      candidate.put("model", model(specialist));
      candidate
          .putObject("price")
          .put("input", specialist.price())
          .put("output", specialist.price());
      candidate.put("max_output_tokens", Reply.BILLED.outputTokens());
      ObjectNode strengths = candidate.putObject("strengths");
      if (specialist.generalist()) {
        strengths.put(GENERAL, specialist.elsewhere());
      }
      specialist.accuracies().forEach(strengths::put);
      candidate
          .putObject("latency")
          .put("p50_ms", specialist.latencyMillis())
          .put("p95_ms", 2 * specialist.latencyMillis());
    }
    return READER.parse("pool", root.toString());
  }

  /** Who answers, whatever it is called and costs; tells nothing of what it is. */
  public static String model(Specialist specialist) {
    return "m" + Long.toHexString(Draw.seed(0, "model", specialist.key()));
  }

  /** Who of the pool goes by this model's name. */
  public static Optional<Specialist> find(Pool pool, String model) {
    return pool.specialists().stream().filter(s -> model(s).equals(model)).findFirst();
  }
}
