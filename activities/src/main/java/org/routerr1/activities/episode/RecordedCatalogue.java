// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.core.money.Price;

/** A catalogue whose candidates are asked through a recording; all that they state is the same. */
final class RecordedCatalogue {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CatalogueReader READER =
      new CatalogueReader(name -> null, Set.of(RecordingAddress.SCHEME));
  private static final int NANO_DIGITS = 9;

  private RecordedCatalogue() {}

  /**
   * @param live whether what is not recorded is asked, within the budget
   */
  public static Catalogue of(
      Catalogue base, String recording, boolean live, @Nullable Long budgetNanoUsd) {
    ObjectNode root = JSON.createObjectNode();
    for (Candidate candidate : base.candidates()) {
      RecordingAddress address =
          new RecordingAddress(recording, candidate.endpoint(), live, budgetNanoUsd);
      root.withArray("candidates").add(document(candidate, address.text()));
    }
    price(root.putObject("policy"), base.policyPrice());
    return READER.parse("recorded catalogue", root.toString());
  }

  private static ObjectNode document(Candidate candidate, String endpoint) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", candidate.id());
    candidate.aliases().forEach(node.putArray("aliases")::add);
    node.put("endpoint", endpoint).put("model", candidate.model());
    String key = candidate.keyRef();
    if (key != null) {
      node.put("key", key);
    }
    price(node, candidate.price());
    node.put("context_tokens", candidate.contextTokens())
        .put("max_output_tokens", candidate.maxOutputTokens());
    if (!candidate.description().isBlank()) {
      node.put("description", candidate.description());
    }
    candidate.strengths().forEach(node.withObject("/strengths")::put);
    if (candidate.latency().p95Millis() > 0) {
      node.putObject("latency")
          .put("p50_ms", candidate.latency().p50Millis())
          .put("p95_ms", candidate.latency().p95Millis());
    }
    limits(node, candidate.limits());
    ObjectNode prompt = node.putObject("prompt");
    prompt
        .put(
            "kind",
            switch (candidate.promptForm().kind()) {
              case CHAT -> "chat";
              case COMPLETION -> "completion";
            })
        .put("template", candidate.promptForm().template());
    if (!candidate.promptForm().stop().isEmpty()) {
      candidate.promptForm().stop().forEach(prompt.putArray("stop")::add);
    }
    node.put("timeout_ms", candidate.timeoutMillis()).put("attempts", candidate.attempts());
    candidate.tags().forEach(node.putArray("tags")::add);
    return node;
  }

  private static void limits(ObjectNode node, Candidate.Limits limits) {
    ObjectNode declared = JSON.createObjectNode();
    put(declared, "requests_per_minute", limits.requestsPerMinute());
    put(declared, "tokens_per_minute", limits.tokensPerMinute());
    put(declared, "concurrency", limits.concurrency());
    if (!declared.isEmpty()) {
      node.set("limits", declared);
    }
  }

  private static void put(ObjectNode node, String name, int value) {
    if (value > 0) {
      node.put(name, value);
    }
  }

  private static void price(ObjectNode node, Price price) {
    node.putObject("price")
        .put("input", BigDecimal.valueOf(price.inputPerMillion(), NANO_DIGITS))
        .put("output", BigDecimal.valueOf(price.outputPerMillion(), NANO_DIGITS));
  }
}
