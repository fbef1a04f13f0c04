// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {

  private static final List<SourceText> SOURCES =
      List.of(
          SourceText.of("What is the birth country of Hamlet's author, \"The Bard\" of Avon?"),
          SourceText.of("Who sang Salt & Fear, Op. 4 (Trout)?"),
          SourceText.of("J.K. Rowling was born on 14 July, 1965 (a Wednesday) in <b>Yate</b>."));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "birth country | true | true",
        "birth country of Hamlet | true | true",
        "author of J.K. Rowling | true | false",
        "author of J.K | true | false",
        "14 July, 1965 | true | true",
        "14 July 1965 | false | false",
        "The Bard | true | true",
        "author, \"The | false | false",
        "The Bard\" of Avon | true | true",
        "country birth | false | false",
        "place of birth | false | false",
        "birth of birth | true | false",
        "birth of birth of 14 | false | false",
        "of | true | true",
        "birth of | false | false",
        "Rowling Rowling | false | false",
        "Yate | false | false",
        "Salt & Fear, Op. 4 (Trout) | true | true",
        "Salt & Fear | true | true",
        "Yates, Op. 4 (Trout) | false | false",
        "Salt & | false | false",
        "birt | false | false"
      })
  void whatIsCopied(String text, boolean joined, boolean alone) {
    assertThat(SourceText.canCopy(SOURCES, text, true)).isEqualTo(joined);
    assertThat(SourceText.canCopy(SOURCES, text, false)).isEqualTo(alone);
  }
}
