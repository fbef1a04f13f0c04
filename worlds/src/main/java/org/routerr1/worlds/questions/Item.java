// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.questions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A question of a file, with every answer that is right.
 *
 * @param metadata as in the file; an empty object where there is none
 */
public record Item(String id, String question, List<String> goldenAnswers, JsonNode metadata) {

  public Item {
    goldenAnswers = List.copyOf(goldenAnswers);
  }
}
