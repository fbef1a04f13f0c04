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

  /** When it was made, as its card says; empty where it says nothing. */
  public String created() {
    return said("created");
  }

  /** Whether its card says that its prompts stated what calls are worth. */
  public boolean readsWorth() {
    return said("template").equals(PromptBuilder.WORTH_TEMPLATE);
  }

  private String said(String field) {
    try {
      return JSON.readTree(card).path(field).asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
