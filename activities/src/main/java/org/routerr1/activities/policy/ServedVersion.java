// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.routerr1.core.prompt.PromptBuilder;

/**
 * A version that a policy server can be asked for.
 *
 * @param channels that point to it
 * @param parent what it was trained from; empty: the base model
 * @param card a JSON document about its making; empty: the base model
 */
public record ServedVersion(
    String name, List<String> channels, String checksum, String parent, String card) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public ServedVersion {
    channels = List.copyOf(channels);
  }

  public boolean base() {
    return parent.isEmpty();
  }

  /** Whether its card says that its prompts stated what calls are worth. */
  public boolean readsWorth() {
    try {
      String template = JSON.readTree(card).path("template").asText();
      return template.equals(PromptBuilder.WORTH_TEMPLATE);
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
