// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fault and when it strikes. In JSON: {@code {"model": "a", "kind": "rate_limited", "every": 3,
 * "retry_after_s": 2}}, with exactly one of {@code calls} (a list), {@code every}, {@code first},
 * {@code probability}, or none of them: always.
 *
 * @param model null: any
 * @param retryAfterSeconds for {@link FaultKind#RATE_LIMITED}
 * @param dripMillis from first to last byte, for {@link FaultKind#DRIP}
 */
public record FaultRule(
    @Nullable String model, FaultKind kind, When when, int retryAfterSeconds, long dripMillis) {

  private static final Set<String> FIELDS =
      Set.of("model", "kind", "calls", "every", "first", "probability", "retry_after_s", "drip_ms");

  public FaultRule {
    if (retryAfterSeconds < 0 || dripMillis < 0) {
      throw new IllegalArgumentException("retry_after_s and drip_ms cannot be negative");
    }
  }

  public FaultRule(@Nullable String model, FaultKind kind, When when) {
    this(model, kind, when, 1, 2_000);
  }

  /** Which of a rule's calls are struck; they are counted from 1, since the rule was set. */
  public sealed interface When {
    record Always() implements When {}

    record Calls(Set<Long> numbers) implements When {
      public Calls {
        numbers = Set.copyOf(numbers);
      }
    }

    record Every(long n) implements When {
      public Every {
        if (n < 1) {
          throw new IllegalArgumentException("'every' must be 1 or more, got " + n);
        }
      }
    }

    record First(long n) implements When {}

    /** Drawn from the pool's seed and the call's number, so a run can be repeated. */
    record Probability(double p) implements When {
      public Probability {
        if (!(p >= 0 && p <= 1)) {
          throw new IllegalArgumentException("'probability' must be 0 to 1, got " + p);
        }
      }
    }
  }

  /** Reads an array of rules. */
  static List<FaultRule> parseAll(JsonNode json) {
    if (!json.isArray()) {
      throw new IllegalArgumentException("faults are a JSON array of rules, got " + json);
    }
    List<FaultRule> rules = new ArrayList<>();
    for (JsonNode rule : json) {
      rules.add(parse(rule));
    }
    return List.copyOf(rules);
  }

  private static FaultRule parse(JsonNode json) {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field '" + name + "' in fault " + json + ", known are " + FIELDS);
      }
    }
    if (!json.path("kind").isTextual()) {
      throw new IllegalArgumentException("a fault needs a 'kind': " + json);
    }
    return new FaultRule(
        json.path("model").isTextual() ? json.path("model").asText() : null,
        FaultKind.parse(json.path("kind").asText()),
        when(json),
        json.path("retry_after_s").asInt(1),
        json.path("drip_ms").asLong(2_000));
  }

  private static When when(JsonNode json) {
    List<When> found = new ArrayList<>();
    if (json.has("calls")) {
      Set<Long> numbers = new HashSet<>();
      json.path("calls").forEach(n -> numbers.add(n.asLong()));
      found.add(new When.Calls(numbers));
    }
    if (json.has("every")) {
      found.add(new When.Every(json.path("every").asLong()));
    }
    if (json.has("first")) {
      found.add(new When.First(json.path("first").asLong()));
    }
    if (json.has("probability")) {
      found.add(new When.Probability(json.path("probability").asDouble(-1)));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "a fault takes one of calls, every, first, probability, not several: " + json);
    }
    return found.isEmpty() ? new When.Always() : found.getFirst();
  }
}
