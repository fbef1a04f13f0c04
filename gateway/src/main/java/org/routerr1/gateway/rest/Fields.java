// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.gateway.service.Bounds;

/**
 * Reads one JSON object of a request, strictly: every field is taken by name and type, and {@link
 * #refuseOthers} names the first that nobody took. As in OpenAI's API a null counts as absent.
 */
final class Fields {

  private static final int SURROGATE = Character.SURROGATE;

  private final JsonNode object;
  private final String path;
  private final Set<String> taken = new HashSet<>();

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** The fields of an object at {@code path} ({@code ""}: the request itself). */
  static Fields of(JsonNode node, String path) {
    if (!node.isObject()) {
      throw Problem.invalid(
              "invalid_type",
              (path.isEmpty() ? "the request body" : "'" + path + "'") + " must be a JSON object",
              path.isEmpty() ? null : path)
          .exception();
    }
    return new Fields(node, path);
  }

  /** Where a field of this object stands in the request. */
  String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The value as it is; null: absent or null. */
  @Nullable JsonNode any(String name) {
    taken.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** The value as it is; null: absent, null, or an empty list or object. */
  @Nullable JsonNode filled(String name) {
    JsonNode value = any(name);
    return value == null || value.isContainerNode() && value.isEmpty() ? null : value;
  }

  @Nullable Fields object(String name) {
    JsonNode value = any(name);
    return value == null ? null : of(value, pathOf(name));
  }

  @Nullable String text(String name, int maxChars) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrongType(name, "a string");
    }
    if (value.textValue().length() > maxChars) {
      throw Problem.invalid(
              "string_above_max_length",
              "'%s' is longer than %d characters".formatted(pathOf(name), maxChars),
              pathOf(name))
          .exception();
    }
    return storable(name, value.textValue());
  }

  String required(String name, int maxChars) {
    String value = text(name, maxChars);
    if (value == null || value.isBlank()) {
      throw missing(name);
    }
    return value;
  }

  @Nullable Boolean flag(String name) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrongType(name, "true or false");
    }
    return value.booleanValue();
  }

  @Nullable BigDecimal decimal(String name, Bounds bounds) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw wrongType(name, "a number");
    }
    // So that .5 and .50 are the same request.
    return inside(name, value.decimalValue(), bounds).stripTrailingZeros();
  }

  @Nullable Double number(String name, Bounds bounds) {
    BigDecimal value = decimal(name, bounds);
    return value == null ? null : value.doubleValue();
  }

  @Nullable Integer integer(String name, Bounds bounds) {
    BigDecimal value = whole(name, bounds);
    return value == null ? null : value.intValueExact();
  }

  @Nullable Long longInteger(String name, Bounds bounds) {
    BigDecimal value = whole(name, bounds);
    return value == null ? null : value.longValueExact();
  }

  /** Different, non-blank strings; null: absent. */
  @Nullable List<String> names(String name, int maxEntries, int maxChars) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray() || value.isEmpty() || value.size() > maxEntries) {
      throw wrongType(name, "a list of 1 to " + maxEntries + " names");
    }
    List<String> names = new ArrayList<>();
    for (JsonNode entry : value) {
      boolean good = entry.isTextual() && !entry.textValue().isBlank();
      if (!good || entry.textValue().length() > maxChars || names.contains(entry.textValue())) {
        throw wrongType(name, "a list of different, non-empty names");
      }
      names.add(storable(name, entry.textValue()));
    }
    return List.copyOf(names);
  }

  /** Names the first field that was not taken. */
  void refuseOthers(String hint) {
    for (String name : (Iterable<String>) object::fieldNames) {
      if (!taken.contains(name)) {
        throw Problem.invalid(
                "unknown_field", "unknown field '%s'%s".formatted(pathOf(name), hint), pathOf(name))
            .exception();
      }
    }
  }

  ProblemException missing(String name) {
    String message = "'%s' is missing or empty".formatted(pathOf(name));
    return Problem.invalid("missing_field", message, pathOf(name)).exception();
  }

  ProblemException wrongType(String name, String wanted) {
    String message = "'%s' must be %s".formatted(pathOf(name), wanted);
    return Problem.invalid("invalid_type", message, pathOf(name)).exception();
  }

  /** Text that no database can keep is refused here, not after the query was paid for. */
  String storable(String name, String text) {
    boolean bad = text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == SURROGATE);
    if (bad) {
      String message = "'%s' holds a NUL or half a surrogate pair".formatted(pathOf(name));
      throw Problem.invalid("invalid_value", message, pathOf(name)).exception();
    }
    return text;
  }

  private @Nullable BigDecimal whole(String name, Bounds bounds) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      throw wrongType(name, "a whole number");
    }
    BigInteger exact = value.bigIntegerValue();
    return inside(name, new BigDecimal(exact), bounds);
  }

  private BigDecimal inside(String name, BigDecimal value, Bounds bounds) {
    if (!bounds.hold(value)) {
      throw Problem.invalid(
              "invalid_value",
              "'%s' must be %s".formatted(pathOf(name), bounds.words()),
              pathOf(name))
          .exception();
    }
    return value;
  }
}
