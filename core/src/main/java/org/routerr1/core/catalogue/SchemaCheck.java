// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * Checks a tree against {@code catalogue.schema.json} and says what is wrong in a sentence. The
 * schema's descriptions are the remedies, so schema and messages cannot drift apart.
 */
final class SchemaCheck {

  private static final JsonNode SOURCE = load();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SOURCE);

  private SchemaCheck() {}

  static void check(YamlTree tree, Problems problems) {
    for (Error error : SCHEMA.validate(tree.root())) {
      List<Object> location = elements(error.getInstanceLocation());
      String path = path(location);
      switch (Objects.requireNonNull(error.getKeyword())) {
        case "required" -> {
          List<Object> missing = append(location, error.getProperty());
          problems.add(tree.line(path), path(missing), "is missing: write " + remedy(missing));
        }
        case "additionalProperties" -> {
          String at = path(append(location, error.getProperty()));
          problems.add(tree.line(at), at, unknown(error.getProperty(), location));
        }
        default -> problems.add(tree.line(path), path, sentence(error) + remedy(location));
      }
    }
  }

  private static String sentence(Error error) {
    JsonNode rule = error.getSchemaNode();
    return switch (Objects.requireNonNull(error.getKeyword())) {
      case "type" -> "is " + kind(error.getInstanceNode()) + ", should be " + kinds(rule) + ": ";
      case "enum" -> "has an unknown value: write ";
      case "minimum" -> "is below " + rule.asText() + ": write ";
      case "maximum" -> "is above " + rule.asText() + ": write ";
      case "minItems", "minLength" -> "is empty: write ";
      case "maxItems", "maxLength", "maxProperties" ->
          "is longer than " + rule.asText() + ": shorten ";
      case String other -> "breaks the rule " + other + ": write ";
    };
  }

  private static String kinds(JsonNode type) {
    return type.isArray() ? "a number" : kindOf(type.asText());
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "empty";
      case BOOLEAN -> "true or false";
      case NUMBER -> value.isIntegralNumber() ? "a whole number" : "a number";
      case STRING, BINARY -> "a text";
      case ARRAY -> "a list";
      case OBJECT, POJO -> "a map";
    };
  }

  private static String kindOf(String type) {
    return switch (type) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "string" -> "a text (numbers and true need quotes)";
      case "array" -> "a list";
      case "object" -> "a map";
      case String other -> other;
    };
  }

  private static String unknown(String name, List<Object> location) {
    List<String> known =
        StreamSupport.stream(
                ((Iterable<String>) () -> schemaAt(location).path("properties").fieldNames())
                    .spliterator(),
                false)
            .toList();
    return Nearest.of(name, known)
        .map(near -> "is not a known field: did you mean `" + near + "`?")
        .orElse("is not a known field: remove it, known are " + String.join(", ", known));
  }

  private static String remedy(List<Object> location) {
    return schemaAt(location).path("description").asText();
  }

  /** The part of the schema that speaks of a place in the file. */
  private static JsonNode schemaAt(List<Object> location) {
    JsonNode at = SOURCE;
    for (Object element : location) {
      JsonNode parent = target(at);
      at =
          element instanceof Integer
              ? parent.path("items")
              : parent.path("properties").path((String) element);
      if (at.isMissingNode()) {
        at = parent.path("additionalProperties");
      }
    }
    return at.has("description") ? at : target(at);
  }

  private static JsonNode target(JsonNode schema) {
    return schema.has("$ref") ? SOURCE.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  private static List<Object> elements(NodePath path) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      elements.add(path.getElement(i));
    }
    return elements;
  }

  private static List<Object> append(List<Object> location, String name) {
    List<Object> longer = new ArrayList<>(location);
    longer.add(name);
    return longer;
  }

  static String path(List<Object> location) {
    StringBuilder path = new StringBuilder();
    for (Object element : location) {
      if (element instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(element);
      }
    }
    return path.toString();
  }

  private static JsonNode load() {
    try (InputStream in =
        Objects.requireNonNull(SchemaCheck.class.getResourceAsStream("catalogue.schema.json"))) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
