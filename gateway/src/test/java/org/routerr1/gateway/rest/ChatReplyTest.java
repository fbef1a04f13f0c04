// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.core.money.Usage;
import org.routerr1.workflows.QueryOutput;

class ChatReplyTest {

  @ParameterizedTest
  @CsvSource({"false, stop", "true, length"})
  void anAnswerThatReachedItsLimitEndedByLength(boolean cut, String reason) {
    QueryOutput output =
        new QueryOutput("q", "It is", null, 2, 1, new Usage(3, 4), 5, "v", "sha256:0", cut);
    ChatReply reply = ChatReply.of(output, Instant.EPOCH);
    assertThat(reply.choices().getFirst().finishReason()).isEqualTo(reason);
  }
}
