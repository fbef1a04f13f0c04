// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.List;

/**
 * Reads what is copied: a list, or of a query that was started before there was one whether its
 * sub-questions and answers are.
 */
final class CopiedReader extends StdDeserializer<List<Copied>> {

  private static final long serialVersionUID = 1L;

  CopiedReader() {
    super(List.class);
  }

  @Override
  public List<Copied> deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> List.of(Copied.QUERY, Copied.ANSWER);
      case VALUE_FALSE -> List.of();
      default -> json.readValueAs(new TypeReference<List<Copied>>() {});
    };
  }
}
