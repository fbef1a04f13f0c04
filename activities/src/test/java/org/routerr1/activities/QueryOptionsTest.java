// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class QueryOptionsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void optionsComeBackAsTheyWere() throws Exception {
    String written = JSON.writeValueAsString(QueryOptions.DEFAULTS);
    assertThat(JSON.readValue(written, QueryOptions.class)).isEqualTo(QueryOptions.DEFAULTS);
  }

  @Test
  void aQueryOfBeforeKeepsWhatItWasStartedWith() throws Exception {
    assertThat(before(true).copied()).containsExactly(Copied.QUERY, Copied.ANSWER);
    assertThat(before(false).copied()).isEmpty();
    ObjectNode silent = JSON.valueToTree(QueryOptions.DEFAULTS);
    silent.remove("copied");
    assertThat(JSON.treeToValue(silent, QueryOptions.class).copied()).isEmpty();
  }

  private static QueryOptions before(boolean grounded) throws Exception {
    ObjectNode options = JSON.valueToTree(QueryOptions.DEFAULTS);
    options.remove("copied");
    options.put("grounded", grounded);
    return JSON.treeToValue(options, QueryOptions.class);
  }
}
