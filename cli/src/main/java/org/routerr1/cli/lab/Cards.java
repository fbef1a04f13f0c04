// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.routerr1.infra.stack.Json;

/** Adapters' cards. */
final class Cards {

  private Cards() {}

  /** The card as a tree; as its text where it is none. */
  static Object read(String card) {
    try {
      return Json.MAPPER.readTree(card);
    } catch (JsonProcessingException e) {
      return card;
    }
  }

  static @Nullable String field(String card, String name) {
    return read(card) instanceof JsonNode tree && tree.hasNonNull(name)
        ? tree.path(name).asText()
        : null;
  }
}
