// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.routerr1.cli.gateway.GatewayClient;
import org.routerr1.cli.gateway.StubGateway;
import org.routerr1.core.audit.AuditChain;
import org.routerr1.core.audit.AuditKind;
import org.routerr1.core.audit.AuditRecord;
import org.routerr1.core.audit.Head;
import org.routerr1.core.audit.StoredRecord;
import org.routerr1.core.audit.Verification;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.infra.stack.Json;

class ChainCheckTest {

  private StubGateway gateway;
  private ChainCheck check;
  private final List<StoredRecord> chain = new ArrayList<>();

  @BeforeEach
  void aChainOfFour() throws Exception {
    gateway = new StubGateway();
    check = new ChainCheck(new GatewayClient(gateway.base()));
    Head head = Head.genesis("default");
    for (int i = 0; i < 4; i++) {
      StoredRecord stored = AuditChain.append(head, record(i));
      chain.add(stored);
      head = AuditChain.headAfter(stored);
    }
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private static AuditRecord record(int i) {
    return AuditRecord.of(AuditKind.QUERY_ENDED, Instant.ofEpochSecond(i))
        .workflowId(i % 2 == 1 ? "query/q" : "query/other")
        .queryId(i % 2 == 1 ? "q" : "other")
        .outcome("cancelled")
        .cost(NanoUsd.ZERO)
        .build();
  }

  private static String page(List<StoredRecord> records) {
    ObjectNode page = Json.MAPPER.createObjectNode();
    page.set("records", Json.MAPPER.valueToTree(records));
    return page.toString();
  }

  private JsonNode document(int records, int first, int last, String head) throws Exception {
    return Json.MAPPER.readTree(
        "{\"chain\": \"default\", \"workflow_id\": \"query/q\", \"audit\": {\"records\": %d, \"first_sequence\": %d, \"last_sequence\": %d, \"head_hash\": \"%s\"}}"
            .formatted(records, first, last, head));
  }

  private void serve(
      List<StoredRecord> before, List<StoredRecord> stretch, List<StoredRecord> own) {
    gateway
        .with("/v1/queries/q/audit", page(own))
        .with("/v1/audit?chain=default&from=1&limit=1", page(before))
        .with("/v1/audit?chain=default&from=2&limit=3", page(stretch));
  }

  @Test
  void aQueryInTheMiddleOfTheChainIsVerifiedFromTheRecordBeforeIt() throws Exception {
    // Records 2 and 4 are the query's; 3 belongs to another that ran at the same time.
    serve(chain.subList(0, 1), chain.subList(1, 4), List.of(chain.get(1), chain.get(3)));

    Verification found = check.query("q", document(2, 2, 4, chain.get(3).hash()));

    assertThat(found).isEqualTo(new Verification.Verified(2, AuditChain.headAfter(chain.get(3))));
  }

  @Test
  void aRecordThatWasDroppedIsFound() throws Exception {
    serve(
        chain.subList(0, 1),
        List.of(chain.get(1), chain.get(3)),
        List.of(chain.get(1), chain.get(3)));

    assertThat(check.query("q", document(2, 2, 4, chain.get(3).hash())))
        .isInstanceOf(Verification.Broken.class);
  }

  @Test
  void aDocumentThatNamesAnotherHeadIsFound() throws Exception {
    serve(chain.subList(0, 1), chain.subList(1, 4), List.of(chain.get(1), chain.get(3)));

    assertThat(check.query("q", document(2, 2, 4, "f".repeat(64))))
        .isInstanceOfSatisfying(
            Verification.Broken.class, b -> assertThat(b.reason()).contains("another head"));
  }

  @Test
  void recordsThatTheDocumentDoesNotKnowOfAreFound() throws Exception {
    serve(chain.subList(0, 1), chain.subList(1, 4), List.of(chain.get(1)));

    assertThat(check.query("q", document(2, 2, 4, chain.get(3).hash())))
        .isInstanceOfSatisfying(
            Verification.Broken.class, b -> assertThat(b.reason()).contains("has 1 records"));
  }

  @Test
  void theWholeChainIsReadPageByPage() throws Exception {
    gateway
        .with("/v1/audit?chain=default&from=1&limit=500", page(chain))
        .with("/v1/audit?chain=default&from=5&limit=500", page(List.of()))
        .with("/v1/audit?chain=default&from=5&limit=1", end(4));

    assertThat(check.whole("default"))
        .isEqualTo(new Verification.Verified(4, AuditChain.headAfter(chain.get(3))));
  }

  @Test
  void anEndThatWasCutOffIsFound() throws Exception {
    gateway
        .with("/v1/audit?chain=default&from=1&limit=500", page(chain.subList(0, 3)))
        .with("/v1/audit?chain=default&from=4&limit=500", page(List.of()))
        .with("/v1/audit?chain=default&from=4&limit=1", end(4));

    assertThat(check.whole("default"))
        .isEqualTo(
            new Verification.Broken(
                4, "the chain was cut off: its head says that it has 4 records"));
  }

  @Test
  void aRecordThatWasFiledUnderAnotherQueryIsFound() throws Exception {
    serve(chain.subList(0, 1), chain.subList(1, 4), List.of(chain.get(3)));

    assertThat(check.query("q", document(1, 2, 4, chain.get(3).hash())))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            b ->
                assertThat(b.reason()).contains("holds 2 records of the query there, 1 are filed"));
  }

  private static String end(int sequence) {
    return "{\"records\": [], \"head\": {\"chain\": \"default\", \"sequence\": %d, \"hash\": \"x\"}}"
        .formatted(sequence);
  }
}
