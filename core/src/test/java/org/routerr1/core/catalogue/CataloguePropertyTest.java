// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the file holds, it is read or refused with reasons; nothing else happens. */
class CataloguePropertyTest {

  private static final CatalogueReader READER = new CatalogueReader(name -> null);

  private static final String GOOD =
      """
      candidates:
        - id: small
          aliases: [tiny, little]
          endpoint: http://h:${PORT:-80}/v1
          key: env:KEY
          price: {input: 0.15, output: "0.60"}
          strengths: {capital: 0.5}
          latency: {p50_ms: 1, p95_ms: 2}
          limits: {concurrency: 1}
          prompt: {kind: chat, template: "{query}", stop: ["\\n"]}
          tags: [a]
        - {id: big, endpoint: https://h/v1, price: {input: 1, output: 2}, attempts: 3}
      policy: {price: {input: 1, output: 1}}
      """;

  @Property(tries = 400)
  void anyDamageIsReadOrRefused(
      @ForAll("pieces") String piece,
      @ForAll @IntRange(min = 0, max = 520) int at,
      @ForAll @IntRange(min = 0, max = 12) int removed) {
    int start = Math.min(at, GOOD.length());
    int end = Math.min(GOOD.length(), start + removed);
    assertReadOrRefused(GOOD.substring(0, start) + piece + GOOD.substring(end));
  }

  @Property(tries = 100)
  void anyTextIsReadOrRefused(@ForAll String text) {
    assertReadOrRefused(text);
  }

  private static void assertReadOrRefused(String text) {
    try {
      Catalogue catalogue = READER.parse("c.yaml", text);
      assertThat(catalogue.candidates()).isNotEmpty();
      assertThat(catalogue.source()).isEqualTo(text);
    } catch (CatalogueException e) {
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(
              problem -> assertThat(problem.sentence()).startsWith("c.yaml").doesNotContain("\n"));
    }
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            List.of(
                "",
                "\n",
                "  ",
                ": ",
                "- ",
                "{",
                "}",
                "[",
                "]",
                "'",
                "\"",
                "#",
                "&a ",
                "*a",
                "!!x ",
                "<<: *a",
                "? ",
                "---\n",
                "...\n",
                "|",
                ">",
                "null",
                "~",
                "-1",
                ".nan",
                "1e99",
                "9".repeat(60),
                "${X}",
                "%",
                "@",
                "`",
                "\t",
                "\u0000",
                "\ufeff",
                "\ud800")),
        Arbitraries.strings().ofMaxLength(5));
  }
}
