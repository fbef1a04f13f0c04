// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.core.audit.AuditChain;
import org.routerr1.core.audit.AuditKind;
import org.routerr1.core.audit.AuditRecord;
import org.routerr1.core.audit.Hashes;
import org.routerr1.core.audit.Head;
import org.routerr1.core.audit.StoredRecord;
import org.routerr1.core.audit.Verification.Broken;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;
import org.routerr1.infra.stack.Json;

/** A query of one route and an answer; then each thing that a document shows is changed. */
class DocumentCheckTest {

  private static final String ROUTE = "<think>hm</think><search>Which?<to>a</search>";
  private static final String ANSWER = "<think>so</think><answer>Kyat</answer>";

  private final List<StoredRecord> own = new ArrayList<>();
  private ObjectNode document;

  @BeforeEach
  void aQuery() throws JsonProcessingException {
    document =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"question": "What?", "outcome": "answered", "answer": "Kyat", "cost_nano_usd": 12,
                 "rounds": [
                  {"n": 1, "thought": "hm", "action": "route", "decision": {"cost_nano_usd": 1},
                   "calls": [{"candidate": "a", "sub_query": "Which?", "reply": "That.",
                     "outcome": "ok", "usage": {"input_tokens": 5, "output_tokens": 2},
                     "cost_nano_usd": 10, "attempt": 1}]},
                  {"n": 2, "thought": "so", "action": "answer", "decision": {"cost_nano_usd": 1},
                   "calls": []}]}
                """);
    add(decision(1, "route", ROUTE).questionHash(Hashes.sha256("What?")), ROUTE);
    add(
        AuditRecord.of(AuditKind.ATTEMPT, Instant.EPOCH)
            .workflowId("query/q")
            .step(1, 1, 1)
            .catalogueVersion("c1")
            .candidate("a")
            .promptHash(Hashes.sha256("Which?"))
            .replyHash(Hashes.sha256("That."))
            .outcome("ok")
            .usage(new Usage(5, 2))
            .cost(new NanoUsd(10)),
        "That.");
    add(decision(2, "answer", ANSWER), ANSWER);
  }

  private static AuditRecord.Builder decision(int round, String outcome, String action) {
    return AuditRecord.of(AuditKind.DECISION, Instant.EPOCH)
        .workflowId("query/q")
        .queryId("q")
        .step(round, 0, 1)
        .policyVersion("v1")
        .catalogueVersion("c1")
        .promptHash("0".repeat(64))
        .replyHash(Hashes.sha256(action))
        .outcome(outcome)
        .usage(new Usage(10, 3))
        .cost(new NanoUsd(1))
        .tokens(3)
        .logprob(-1);
  }

  private void add(AuditRecord.Builder record, String reply) {
    Head head = own.isEmpty() ? Head.genesis("default") : AuditChain.headAfter(own.getLast());
    StoredRecord placed = AuditChain.append(head, record.build());
    own.add(
        new StoredRecord(
            placed.chain(), placed.sequence(), placed.record(), placed.hash(), null, reply));
  }

  @Test
  void whatWasRecordedIsShown() {
    assertThat(DocumentCheck.fault(document, own)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', question, Who?, 1, question",
    "/rounds/0, thought, other, 1, thought",
    "/rounds/0/calls/0, candidate, gpt, 2, candidate",
    "/rounds/0/calls/0, outcome, timeout, 2, outcome",
    "/rounds/0/calls/0, cost_nano_usd, 9, 2, cost_nano_usd",
    "/rounds/0/calls/0, sub_query, Why?, 2, sub-question",
    "/rounds/0/calls/0, reply, This., 2, reply",
    "/rounds/1/decision, cost_nano_usd, 0, 3, cost",
    "'', answer, Baht, 3, answer",
    "'', cost_nano_usd, 1, 3, together",
    "'', outcome, cancelled, 3, the query ended as",
  })
  void whatIsShownOtherwiseIsFound(
      String at, String field, String value, long sequence, String reason)
      throws JsonProcessingException {
    ((ObjectNode) document.at(at))
        .set(
            field,
            value.matches("[0-9]+") ? Json.MAPPER.readTree(value) : document.textNode(value));

    assertThat(DocumentCheck.fault(document, own))
        .satisfies(found -> assertThat(found.sequence()).isEqualTo(sequence))
        .extracting(Broken::reason)
        .asString()
        .contains(reason);
  }

  @Test
  void anEndingThatIsMissingIsFound() {
    own.removeLast();

    assertThat(DocumentCheck.fault(document, own))
        .extracting(Broken::reason)
        .isEqualTo("the record of how the query ended is missing");
  }
}
