// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.Candidate.Dispatch;
import org.routerr1.core.catalogue.Candidate.Latency;
import org.routerr1.core.catalogue.Candidate.Limits;
import org.routerr1.core.catalogue.Candidate.PromptForm;
import org.routerr1.core.money.Price;
import org.routerr1.core.money.Usd;

/** Makes candidates of a checked tree; the defaults of what a file may leave out stand here. */
final class CandidateMapper {

  static final int CONTEXT_TOKENS = 4096;
  static final int MAX_OUTPUT_TOKENS = 512;
  static final long TIMEOUT_MILLIS = 30_000;
  static final int ATTEMPTS = 2;
  static final String TEMPLATE = "{query}";

  private final Function<String, @Nullable String> environment;
  private final Set<String> schemes;

  CandidateMapper(Function<String, @Nullable String> environment, Set<String> schemes) {
    this.environment = environment;
    this.schemes = schemes;
  }

  Candidate candidate(JsonNode node) {
    String id = node.path("id").textValue();
    JsonNode latency = node.path("latency");
    JsonNode limits = node.path("limits");
    return new Candidate(
        id,
        texts(node.path("aliases")),
        MeaningCheck.address(node.path("endpoint").textValue(), environment, schemes),
        node.path("model").asText(id),
        node.path("key").textValue(),
        price(node.path("price")),
        node.path("context_tokens").asInt(CONTEXT_TOKENS),
        node.path("max_output_tokens").asInt(MAX_OUTPUT_TOKENS),
        node.path("description").asText(""),
        strengths(node.path("strengths")),
        new Latency(latency.path("p50_ms").asLong(), latency.path("p95_ms").asLong()),
        new Limits(
            limits.path("requests_per_minute").asInt(),
            limits.path("tokens_per_minute").asInt(),
            limits.path("concurrency").asInt()),
        promptForm(node.path("prompt")),
        node.path("dispatch").asText().equals("queued") ? Dispatch.QUEUED : Dispatch.LOCAL,
        node.path("timeout_ms").asLong(TIMEOUT_MILLIS),
        node.path("attempts").asInt(ATTEMPTS),
        texts(node.path("tags")));
  }

  /** A missing one, which only the policy may have, is zero. */
  static Price price(JsonNode node) {
    return new Price(nanos(node.path("input")), nanos(node.path("output")));
  }

  private static long nanos(JsonNode node) {
    if (node.isMissingNode()) {
      return 0;
    }
    return (node.isTextual() ? Usd.parse(node.textValue()) : Usd.exact(node.decimalValue()))
        .value();
  }

  private static PromptForm promptForm(JsonNode node) {
    return new PromptForm(
        node.path("kind").asText().equals("completion")
            ? PromptForm.Kind.COMPLETION
            : PromptForm.Kind.CHAT,
        node.path("template").asText(TEMPLATE),
        texts(node.path("stop")));
  }

  private static Map<String, Double> strengths(JsonNode node) {
    Map<String, Double> strengths = new LinkedHashMap<>();
    node.fields().forEachRemaining(e -> strengths.put(e.getKey(), e.getValue().doubleValue()));
    return Collections.unmodifiableMap(strengths);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
  }
}
