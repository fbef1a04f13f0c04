// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.routerr1.core.audit.Verification.Broken;
import org.routerr1.core.audit.Verification.Verified;
import org.routerr1.core.money.NanoUsd;

class AuditChainPropertyTest {

  @Property(tries = 300)
  void oneAlteredByteIsFound(
      @ForAll @IntRange(min = 0, max = 3) int at,
      @ForAll @IntRange(min = 0, max = 3) int part,
      @ForAll @IntRange(min = 0, max = 10_000) int position,
      @ForAll @IntRange(min = 1, max = 255) int flip) {
    List<StoredRecord> records = AuditChainTest.chain(4);
    StoredRecord r = records.get(at);
    records.set(
        at,
        new StoredRecord(
            r.chain(),
            r.sequence(),
            part == 0 ? altered(r.record(), position, flip) : r.record(),
            part == 1 ? altered(r.hash(), position, flip) : r.hash(),
            part == 2 ? altered("capital of France?", position, flip) : r.prompt(),
            part == 3 ? altered("Paris.", position, flip) : r.reply()));
    assertThat(AuditChain.verify(Head.genesis("default"), records))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(at + 1));
    assertThat(AuditChain.verifyEach(records)).isInstanceOf(Broken.class);
  }

  @Property(tries = 100)
  void anyOtherOrderOrSelectionIsFound(@ForAll List<@IntRange(min = 0, max = 4) Integer> order) {
    List<StoredRecord> whole = AuditChainTest.chain(5);
    List<StoredRecord> records = new ArrayList<>();
    order.forEach(i -> records.add(whole.get(i)));
    Assume.that(!records.equals(whole.subList(0, Math.min(records.size(), 5))));
    assertThat(AuditChain.verify(Head.genesis("default"), records)).isInstanceOf(Broken.class);
  }

  @Property(tries = 300)
  void whateverTextIsRecordedVerifies(@ForAll String id, @ForAll String candidate) {
    AuditRecord record =
        AuditRecord.of(AuditKind.QUERY_ENDED, AuditChainTest.AT)
            .workflowId(id)
            .queryId(id)
            .candidate(candidate)
            .outcome("cancelled")
            .cost(NanoUsd.ZERO)
            .build();
    StoredRecord stored = AuditChain.append(Head.genesis("c"), record);
    assertThat(AuditChain.verify(Head.genesis("c"), List.of(stored))).isInstanceOf(Verified.class);
    byte[] bytes = stored.record().getBytes(StandardCharsets.UTF_8);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(stored.record());
  }

  private static String altered(String text, int position, int flip) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[position % bytes.length] ^= (byte) flip;
    // Latin-1, so that no two different byte strings are read as the same text.
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
