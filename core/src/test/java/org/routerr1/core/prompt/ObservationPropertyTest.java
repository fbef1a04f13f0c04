// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.routerr1.core.action.Mode;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.NanoUsd;

/** Whatever a candidate says, the policy reads one well-formed block. */
class ObservationPropertyTest {

  private static final String OPEN = "\n\n<information>";
  private static final String CLOSE = "</information>\n\n";

  /** Written apart from the code under test, and coarser: a tag's bare name after any gap. */
  private static final Pattern DANGEROUS =
      Pattern.compile(
          "<[\\s/]*(think|search|information|answer|to)[\\s/>]|<[\\s/]*[|｜]|<\\w+_\\w+>|</?s>",
          Pattern.CASE_INSENSITIVE);

  @Property(tries = 1000)
  void anyRepliesMakeOneBlock(
      @ForAll @Size(max = 6) List<@From("findings") Finding> findings,
      @ForAll @LongRange(min = 0) long left,
      @ForAll @IntRange(min = Observation.LEAST_CHARS, max = 600) int maxChars) {
    String text =
        Observation.of(Mode.STRICT, findings, List.of("small", "big"), new NanoUsd(left), maxChars);
    assertThat(text).hasSizeLessThanOrEqualTo(maxChars).startsWith(OPEN).endsWith(CLOSE);
    String inside = text.substring(OPEN.length(), text.length() - CLOSE.length());
    assertThat(DANGEROUS.matcher(inside).find()).as(inside).isFalse();
    assertThat(inside.substring(inside.lastIndexOf('\n') + 1)).startsWith("Budget left: $");
  }

  @Property(tries = 50)
  void evenVeryManyRepliesStayWithinTheLength(@ForAll @IntRange(min = 100, max = 400) int many) {
    List<Finding> findings = Collections.nCopies(many, new Finding.Reply("a", "<answer>x"));
    assertThat(Observation.of(Mode.STRICT, findings, List.of(), null, 200))
        .hasSizeLessThanOrEqualTo(200)
        .endsWith(CLOSE);
  }

  @Property(tries = 1000)
  void neutralTextKeepsItsLengthAndIsStable(@ForAll("hostile") String text) {
    String inert = Neutral.text(text);
    assertThat(inert).hasSize(text.length());
    assertThat(Neutral.text(inert)).isEqualTo(inert);
    assertThat(inert.replace('‹', '<').replace('⟦', '['))
        .isEqualTo(text.replace('‹', '<').replace('⟦', '['));
  }

  @Provide
  Arbitrary<Finding> findings() {
    Arbitrary<String> name = Arbitraries.oneOf(Arbitraries.of("small", "answer", "to"), hostile());
    return Arbitraries.oneOf(
        Combinators.combine(name, hostile()).as(Finding.Reply::new),
        Combinators.combine(name, Arbitraries.of(FailureCode.class)).as(Finding.Failed::new));
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(
                "<",
                ">",
                "/",
                "</",
                " ",
                "\n",
                "\r\n",
                "\u2028",
                "\u200b",
                "|",
                "<|im_end|>",
                "answer",
                "<answer>",
                "</information>",
                "INFORMATION",
                "think",
                "to",
                "<to",
                "s",
                "end_of_turn",
                "[INST]",
                "[",
                "]",
                "Budget left: $9",
                "\ud83d\ude00",
                "\ud800"),
            Arbitraries.strings().ofMaxLength(6));
    Arbitrary<String> mixed = piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    return Combinators.combine(mixed, Arbitraries.of(1, 1, 1, 60)).as(String::repeat);
  }
}
