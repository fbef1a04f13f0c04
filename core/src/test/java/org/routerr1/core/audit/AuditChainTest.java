// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.core.audit.Verification.Broken;
import org.routerr1.core.audit.Verification.Verified;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;

class AuditChainTest {

  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");

  static AuditRecord attempt(int call) {
    return AuditRecord.of(AuditKind.ATTEMPT, AT)
        .workflowId("query/q1")
        .queryId("q1")
        .step(1, call, 1)
        .catalogueVersion("sha256:0123")
        .candidate("small")
        .promptHash(Hashes.sha256("capital of France?"))
        .replyHash(Hashes.sha256("Paris."))
        .outcome("ok")
        .usage(new Usage(12, 3))
        .cost(new NanoUsd(1234))
        .build();
  }

  static List<StoredRecord> chain(int length) {
    List<StoredRecord> records = new ArrayList<>();
    Head head = Head.genesis("default");
    for (int i = 1; i <= length; i++) {
      StoredRecord r = AuditChain.append(head, attempt(i));
      records.add(
          new StoredRecord(
              r.chain(), r.sequence(), r.record(), r.hash(), "capital of France?", "Paris."));
      head = AuditChain.headAfter(r);
    }
    return records;
  }

  @Test
  void aRecordIsCanonicalJsonWithItsPlaceInIt() {
    StoredRecord first = AuditChain.append(Head.genesis("default"), attempt(1));
    assertThat(first.record())
        .isEqualTo(
            "{\"at\":\"2026-01-02T03:04:05.678901Z\",\"attempt\":1,\"call\":1,"
                + "\"candidate\":\"small\",\"catalogue_version\":\"sha256:0123\","
                + "\"chain\":\"default\",\"cost_nano_usd\":1234,\"format\":1,"
                + "\"kind\":\"attempt\",\"outcome\":\"ok\",\"previous\":\""
                + "0".repeat(64)
                + "\",\"prompt_hash\":\""
                + Hashes.sha256("capital of France?")
                + "\",\"query_id\":\"q1\",\"reply_hash\":\""
                + Hashes.sha256("Paris.")
                + "\",\"round\":1,\"sequence\":1,"
                + "\"usage\":{\"input_tokens\":12,\"output_tokens\":3},"
                + "\"workflow_id\":\"query/q1\"}");
    assertThat(first.hash()).isEqualTo(Hashes.sha256(first.record()));
  }

  @Test
  void aDecisionCarriesCountsAndADecimalLogprob() {
    AuditRecord decision =
        AuditRecord.of(AuditKind.DECISION, AT)
            .workflowId("query/q1")
            .queryId("q1")
            .step(1, 0, 1)
            .policyVersion("base")
            .catalogueVersion("sha256:0123")
            .promptHash("ab")
            .outcome("route")
            .forced(false)
            .usage(new Usage(700, 40))
            .cost(NanoUsd.ZERO)
            .tokens(40)
            .logprob(-1.25e-7)
            .seed(-1)
            .build();
    assertThat(AuditChain.append(Head.genesis("c"), decision).record())
        .contains("\"logprob\":\"-0.000000125\"")
        .contains("\"seed\":\"18446744073709551615\"")
        .contains("\"tokens\":40");
  }

  @Test
  void aWholeChainVerifiesAlsoPageByPage() {
    List<StoredRecord> records = chain(5);
    Head end = AuditChain.headAfter(records.getLast());
    assertThat(AuditChain.verify(Head.genesis("default"), records)).isEqualTo(new Verified(5, end));
    Verification first = AuditChain.verify(Head.genesis("default"), records.subList(0, 2));
    Head middle = ((Verified) first).head();
    assertThat(AuditChain.verify(middle, records.subList(2, 5))).isEqualTo(new Verified(3, end));
    assertThat(AuditChain.verifyEach(records.subList(1, 3))).isInstanceOf(Verified.class);
  }

  @Test
  void aGapIsFound() {
    List<StoredRecord> records = chain(4);
    records.remove(1);
    assertBroken(records, 2, "expected record 2, found 3");
  }

  @Test
  void reorderingIsFound() {
    List<StoredRecord> records = chain(4);
    records.add(1, records.remove(2));
    assertBroken(records, 2, "expected record 2, found 3");
  }

  @Test
  void anAlteredRecordWithAFreshHashBreaksTheNextLink() {
    List<StoredRecord> records = chain(3);
    StoredRecord old = records.get(1);
    String forged = old.record().replace("1234", "1");
    records.set(1, new StoredRecord("default", 2, forged, Hashes.sha256(forged), null, null));
    assertBroken(records, 3, "does not follow");
  }

  @Test
  void anotherChainsRecordIsFound() {
    List<StoredRecord> records = chain(1);
    StoredRecord foreign =
        AuditChain.append(new Head("other", 1, records.getFirst().hash()), attempt(2));
    records.add(foreign);
    assertBroken(records, 2, "belongs to chain other");
    records.set(1, new StoredRecord("default", 2, foreign.record(), foreign.hash(), null, null));
    assertBroken(records, 2, "was moved");
  }

  @Test
  void alteredBodiesAreFoundAndErasedOnesAreNot() {
    List<StoredRecord> records = chain(1);
    StoredRecord r = records.getFirst();
    records.set(0, new StoredRecord("default", 1, r.record(), r.hash(), null, "Lyon."));
    assertBroken(records, 1, "the reply was altered");
    records.set(0, new StoredRecord("default", 1, r.record(), r.hash(), "x", null));
    assertBroken(records, 1, "the prompt was altered");
    records.set(0, new StoredRecord("default", 1, r.record(), r.hash(), null, null));
    assertThat(AuditChain.verify(Head.genesis("default"), records)).isInstanceOf(Verified.class);
  }

  @Test
  void whatIsNotARecordIsFound() {
    for (String text : List.of("", "null", "[]", "{", "{} {}", "{\"a\":1,\"a\":2}")) {
      List<StoredRecord> records =
          List.of(new StoredRecord("default", 1, text, Hashes.sha256(text), null, null));
      assertBroken(records, 1, "not a JSON object");
    }
  }

  @Test
  void aRecordThatLacksWhatItsKindNeedsIsRefused() {
    assertThatThrownBy(() -> AuditRecord.of(AuditKind.ATTEMPT, AT).workflowId("w").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("audit record attempt lacks round");
  }

  @Test
  void numbersThatJsonCannotHoldExactlyAreRefused() {
    assertThatThrownBy(
            () -> AuditRecord.of(AuditKind.ATTEMPT, AT).cost(new NanoUsd(Long.MAX_VALUE)))
        .hasMessageContaining("cost_nano_usd is too large");
    assertThatThrownBy(() -> AuditRecord.of(AuditKind.DECISION, AT).logprob(Double.NaN))
        .hasMessageContaining("must be finite");
  }

  private static void assertBroken(List<StoredRecord> records, long sequence, String reason) {
    assertThat(AuditChain.verify(Head.genesis("default"), records))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.sequence()).isEqualTo(sequence);
              assertThat(broken.reason()).contains(reason);
            });
  }
}
