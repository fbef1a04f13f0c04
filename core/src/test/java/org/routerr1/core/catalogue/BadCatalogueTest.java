// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said with file, line, path and remedy. */
class BadCatalogueTest {

  private static final CatalogueReader READER = new CatalogueReader(name -> null);

  /** One candidate, whose line 3 and 4 are replaced. */
  private static String with(String line) {
    return "candidates:\n  - id: small\n    endpoint: http://h/v1\n    price: {input: 1, output: 1}\n    "
        + line
        + "\n";
  }

  private static String priced(String price) {
    return "candidates:\n  - id: small\n    endpoint: http://h/v1\n    price: " + price + "\n";
  }

  private static String named(String id) {
    return "candidates:\n  - id: "
        + id
        + "\n    endpoint: http://h/v1\n    price: {input: 1, output: 1}\n";
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        bad("", "c.yaml: the file is empty: write `candidates:` and at least one model"),
        bad("# nothing\n", "c.yaml: the file is empty"),
        bad("candidates: [\n", "c.yaml:2: not valid YAML: "),
        bad("candidates:\n\t- id: a\n", "c.yaml:2: not valid YAML: "),
        bad("a: 1\n---\nb: 2\n", "c.yaml:2: not valid YAML: "),
        bad("[".repeat(100), "c.yaml: not valid YAML: "),
        bad("- a\n", "c.yaml:1: is a list, should be a map: a map with the list `candidates`"),
        bad("policy: {price: {input: 1, output: 1}}\n", "c.yaml:1: candidates is missing: write a"),
        bad("candidates: []\n", "c.yaml:1: candidates is empty: write a list of at least one"),
        bad("candidates:\n", "c.yaml:1: candidates is empty, should be a list: a list of"),
        bad("candidates: {a: 1}\n", "c.yaml:1: candidates is a map, should be a list: "),
        bad(
            "candidates:\n  - id: a\n    endpoint: http://h\n",
            "c.yaml:2: candidates[0].price is missing: write USD per million tokens, in and out:"),
        bad(
            priced("{input: 1}"),
            "c.yaml:4: candidates[0].price.output is missing: write USD per million reply tokens"),
        bad(priced("0.5"), "c.yaml:4: candidates[0].price is a number, should be a map: USD per"),
        bad(
            priced("{input: -0.1, output: 1}"),
            "price.input must not be negative (USD per million"),
        bad(priced("{input: '-1', output: 1}"), "price.input must not be negative"),
        bad(priced("{input: .nan, output: 1}"), "price.input must be a decimal number such as"),
        bad(priced("{input: .inf, output: 1}"), "price.input must be a decimal number such as"),
        bad(priced("{input: NaN, output: 1}"), "price.input must be a decimal number such as"),
        bad(priced("{input: '1,5', output: 1}"), "price.input must be a decimal number such as"),
        bad(priced("{input: $1, output: 1}"), "price.input must be a decimal number such as"),
        bad(priced("{input: true, output: 1}"), "price.input is true or false, should be a number"),
        bad(priced("{input: 1, output: }"), "price.output is empty, should be a number"),
        bad(priced("{input: 1e-10, output: 1}"), "price.input is finer than a nano-dollar"),
        bad(priced("{input: 1e99, output: 1}"), "price.input is too large"),
        bad(priced("{input: 1e999999999, output: 1}"), "price.input must be a decimal number"),
        bad(
            with("prise: 1"),
            "c.yaml:5: candidates[0].prise is not a known field: did you mean `price`?"),
        bad(with("Timeout_ms: 5"), "did you mean `timeout_ms`?"),
        bad(with("zzzzzzzz: 1"), "is not a known field: remove it, known are id, aliases, "),
        bad("candidats: []\n", "candidats is not a known field: did you mean `candidates`?"),
        bad(with("limits: {rpm: 1}"), "candidates[0].limits.rpm is not a known field"),
        bad(with("id: again"), "c.yaml:5: candidates[0].id is given twice (first in line 2)"),
        bad(with("<<: {a: 1}"), "candidates[0].<< is not a known field"),
        bad(with("? [a]\n    : 1"), "c.yaml:5: candidates[0] has a key that is not a name"),
        bad(with("aliases: [small]"), "aliases[0] is `small`, which candidates[0].id in line 2 is"),
        bad(named("'a b'"), "c.yaml:2: candidates[0].id holds a space: use letters, digits"),
        bad(named("'a:b'"), "candidates[0].id holds `:`"),
        bad(named("a<b"), "candidates[0].id holds `<`"),
        bad(named("\"a\\u0007\""), "candidates[0].id holds U+0007"),
        bad(named("\"a\\u200bb\""), "candidates[0].id holds U+200B"),
        bad(named("\"a\\u00a0b\""), "candidates[0].id holds U+00A0"),
        bad(named("''"), "candidates[0].id is empty: write the name that the policy writes"),
        bad(named("12"), "candidates[0].id is a whole number, should be a text (numbers and true"),
        bad(with("key: sk-live-0123456789"), "c.yaml:5: candidates[0].key is not a reference"),
        bad(with("key: env:not-a-name"), "candidates[0].key is not a reference"),
        bad(with("strengths: {capital: 1.01}"), "strengths.capital is above 1: write an accuracy"),
        bad(with("strengths: {capital: -0.1}"), "strengths.capital is below 0: write an accuracy"),
        bad(with("strengths: {capital: .nan}"), "strengths.capital is a text, should be a number"),
        bad(with("latency: {p50_ms: 9, p95_ms: 8}"), "latency has p50_ms above p95_ms"),
        bad(with("latency: {p50_ms: 9}"), "latency.p95_ms is missing: write whole milliseconds"),
        bad(with("attempts: 4"), "candidates[0].attempts is above 3: write tries before"),
        bad(with("attempts: 0"), "candidates[0].attempts is below 1"),
        bad(with("attempts: 1.5"), "candidates[0].attempts is a number, should be a whole number"),
        bad(with("timeout_ms: -1"), "candidates[0].timeout_ms is below 1"),
        bad(with("dispatch: remote"), "dispatch has an unknown value: write local (in the"),
        bad(with("prompt: {kind: text}"), "prompt.kind has an unknown value: write chat or"),
        bad(with("prompt: {template: hello}"), "prompt.template lacks {query}"),
        bad(with("context_tokens: 512"), "max_output_tokens (512) leaves no room for a question"),
        bad(with("tags: eu"), "candidates[0].tags is a text, should be a list: a list of free"),
        bad(
            named("a").replace("http://h/v1", "http://h:${PORT}/v1"),
            "c.yaml:3: candidates[0].endpoint needs the environment variable PORT, which is not"),
        bad(named("a").replace("http://h/v1", "http://${x y}/"), "has a `${` that is not a"),
        bad(named("a").replace("http://h/v1", "ftp://h/v1"), "must be an http or https address"),
        bad(named("a").replace("http://h/v1", "localhost/v1"), "must be an http or https address"),
        bad(named("a").replace("http://h/v1", "http://u:p@h/v1"), "holds a user or password"),
        bad(named("a").replace("http://h/v1", "'http://h/ x'"), "is not an address"),
        bad(
            named("a").replace("http://h/v1", "http://h/v1/chat/completions"),
            "is the base address: leave out /chat/completions"),
        bad("a: &a [*a]\n", "c.yaml: not valid YAML: anchors and aliases unfold to too much"),
        bad(bomb(), "c.yaml: not valid YAML: anchors and aliases unfold to too much"));
  }

  private static String bomb() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 25; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return yaml.toString();
  }

  private static Arguments bad(String yaml, String sentence) {
    return Arguments.of(yaml, sentence);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefused(String yaml, String sentence) {
    CatalogueException refused =
        catchThrowableOfType(CatalogueException.class, () -> READER.parse("c.yaml", yaml));
    assertThat(refused).isNotNull();
    assertThat(refused.problems().getFirst().sentence()).startsWith("c.yaml").contains(sentence);
  }

  @Test
  void aKeyThatWasWrittenOutIsNotRepeatedInTheMessage() {
    CatalogueException refused =
        catchThrowableOfType(
            CatalogueException.class,
            () -> READER.parse("c.yaml", with("key: sk-live-0123456789\n    ky: sk-live-9")));
    assertThat(refused).hasMessageNotContaining("sk-live");
  }

  @Test
  void allThatIsWrongIsSaidAtOnceInTheFilesOrder() {
    CatalogueException refused =
        catchThrowableOfType(
            CatalogueException.class,
            () ->
                READER.parse(
                    "c.yaml",
                    """
                    candidates:
                      - id: a
                        endpoint: http://h/v1
                        attempts: 9
                      - id: a
                        endpoint: http://h/v1
                        price: {input: -1, output: 2}
                        colour: red
                    """));
    assertThat(refused.problems())
        .extracting(Problem::line, Problem::path)
        .containsExactly(
            tuple(2, "candidates[0].price"),
            tuple(4, "candidates[0].attempts"),
            tuple(5, "candidates[1].id"),
            tuple(7, "candidates[1].price.input"),
            tuple(8, "candidates[1].colour"));
    assertThat(refused.problems()).hasSize(5);
    assertThat(refused)
        .hasMessageContaining("\nc.yaml:8: candidates[1].colour is not a known field");
  }
}
