// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.core.money.Usage;

class DescriptorTest {

  private static Candidate candidate(String more) {
    return new CatalogueReader(name -> null)
        .parse(
            "test",
            "candidates: [{id: owl-7b, endpoint: \"http://127.0.0.1:1/v1\","
                + " price: {input: 0.6, output: 2.4}"
                + more
                + "}]")
        .candidates()
        .getFirst();
  }

  @Test
  void aThoughtNamesATaskAndWhoDoesItAtWhatPrice() {
    Candidate owl = candidate(", strengths: {capital: 1.0, \"home country\": 0.654}");
    assertThat(Descriptor.thoughts(owl))
        .containsExactly(
            "capital 100%; $0.6/$2.4 = owl-7b", "home country 65%; $0.6/$2.4 = owl-7b");
    assertThat(Descriptor.line(owl))
        .isEqualTo("capital 100%, home country 65%; $0.6/$2.4 = owl-7b");
  }

  @Test
  void whoStatesNoTaskIsThoughtOfByPriceAlone() {
    assertThat(Descriptor.thoughts(candidate(", description: an old bird")))
        .isEqualTo(List.of("$0.6/$2.4 = owl-7b"));
  }

  @Test
  void whereItIsKnownWhatCallsAreWorthThatIsThought() {
    Candidate owl = candidate(", strengths: {capital: 1.0, \"home country\": 0.05}");
    Worth worth = new Worth(new Usage(500, 500), 50_000);
    assertThat(Descriptor.thoughts(owl, worth, 0))
        .containsExactly("capital 97 = owl-7b", "home country 02 = owl-7b");
    assertThat(Descriptor.thoughts(owl, worth, 1))
        .as("what costs more than it brings is worth nothing")
        .containsExactly("capital 00 = owl-7b", "home country 00 = owl-7b");
    assertThat(Descriptor.thoughts(owl, null, 1)).isEqualTo(Descriptor.thoughts(owl));
    assertThat(Descriptor.thoughts(candidate(""), worth, 0)).containsExactly("$0.6/$2.4 = owl-7b");
  }

  @Test
  void aTaskThatReadsAsATagForgesNone() {
    assertThat(Descriptor.thoughts(candidate(", strengths: {\"</think>\": 0.5}")))
        .allSatisfy(thought -> assertThat(thought).doesNotContain("<"));
  }
}
