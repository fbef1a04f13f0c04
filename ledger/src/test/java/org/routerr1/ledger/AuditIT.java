// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.core.audit.Verification.Broken;
import org.routerr1.core.audit.Verification.Verified;

class AuditIT extends OnPostgres {

  /** Two decisions and three calls, in sequence 1 to 5. */
  private void write(String chain) {
    String query = "of-" + chain;
    DecisionResult.QueryOpening opening = Samples.opening(query, chain);
    books.journal().decide(Samples.decision(opening, 1, null)).join();
    for (int call = 1; call <= 3; call++) {
      books
          .journal()
          .close(Samples.reply(Samples.call(query, 1, call, 1), chain, "r" + call))
          .join();
    }
    books.journal().decide(Samples.decision(opening, 2, "42")).join();
  }

  @Test
  void aChainThatWasLeftAloneIsWhole() {
    write("whole");
    assertThat(verified("whole")).isEqualTo(5);
    assertThat(books.reader().audit("whole", 4, 1))
        .singleElement()
        .satisfies(row -> assertThat(row.reply()).isEqualTo("r3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          altered | 2 | UPDATE router.audit SET record = replace(record, '"cost_nano_usd":50', '"cost_nano_usd":49') WHERE chain = '$' AND sequence = 2
          rehashed | 3 | UPDATE router.audit SET record = replace(record, '"cost_nano_usd":50', '"cost_nano_usd":49') WHERE chain = '$' AND sequence = 2; UPDATE router.audit SET hash = encode(sha256(convert_to(record, 'UTF8')), 'hex') WHERE chain = '$' AND sequence = 2
          removed | 3 | DELETE FROM router.audit WHERE chain = '$' AND sequence = 3
          swapped | 2 | UPDATE router.audit SET sequence = 9 - sequence WHERE chain = '$' AND sequence IN (2, 7); UPDATE router.audit SET sequence = 2 WHERE chain = '$' AND sequence = 3
          reply | 2 | UPDATE router.body SET reply = 'other' WHERE id = 'step:query/of-$/1/1/1'
          question | 2 | UPDATE router.body SET prompt = 'other' WHERE id = 'step:query/of-$/1/1/1'
          action | 1 | UPDATE router.body SET reply = 'other' WHERE id = 'step:query/of-$/1/0/1'
          """)
  void tamperingIsFoundWhereItWasDone(String chain, long at, String tampering) throws SQLException {
    write(chain);
    assertThat(verified(chain)).isEqualTo(5);
    sql(tampering.replace("$", chain));
    assertThat(verify(chain))
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(at));
  }

  @Test
  void recordsCutOffAtTheEndAreMissed() throws SQLException {
    write("cut");
    sql("DELETE FROM router.audit WHERE chain = 'cut' AND sequence = 5");
    assertThat(((Verified) verify("cut")).head())
        .isNotEqualTo(books.reader().head("cut").orElseThrow());
  }

  @Test
  void bodiesCanBeErasedAndTheChainStands() throws SQLException {
    write("erased");
    sql("DELETE FROM router.body WHERE id LIKE 'step:query/of-erased/%'");
    assertThat(verified("erased")).isEqualTo(5);
    assertThat(books.reader().query("of-erased").orElseThrow().rounds().get(0).calls())
        .allSatisfy(call -> assertThat(call.reply()).isNull());
  }

  @Test
  void recordsHoldNoTextOfPromptsAndReplies() {
    write("silent");
    assertThat(books.reader().audit("silent", 1, 10))
        .allSatisfy(row ->
            assertThat(row.record())
                .doesNotContain("sub-question", "r1", "thought", "Question", "42<"));
  }
}
