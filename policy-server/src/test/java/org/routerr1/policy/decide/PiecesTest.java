// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.decide.Pieces.Piece;
import org.routerr1.policy.testing.Tiny;
import org.routerr1.policy.tokenizer.Tokenizer;

class PiecesTest {

  private static final Tokenizer TOKENIZER = Tiny.tokenizer();

  @Test
  void aPieceEndsOnAWholeCharacter() {
    // Every token is a byte here, but for the joined pairs.
    List<Token> tokens = tokens(TOKENIZER.encode("aé€😀the"));
    Pieces pieces = new Pieces(TOKENIZER.vocabulary());
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= tokens.size(); i++) {
      pieces.of(tokens.subList(0, i)).forEach(p -> texts.add(p.text()));
    }
    assertThat(texts).containsExactly("a", "é", "€", "😀", "the");
  }

  @Test
  void aTokenWithoutTextIsAPiece() {
    List<Token> tokens = tokens(new int[] {TOKENIZER.encode("a")[0], Tiny.END_OF_TURN});
    assertThat(new Pieces(TOKENIZER.vocabulary()).last(tokens))
        .containsExactly(new Piece(tokens.subList(0, 1), "a"), new Piece(tokens.subList(1, 2), ""));
  }

  @Test
  void whatIsCutWithinACharacterIsGivenAtTheEnd() {
    int[] euro = TOKENIZER.encode("€");
    List<Token> tokens = tokens(new int[] {euro[0], euro[1]});
    Pieces pieces = new Pieces(TOKENIZER.vocabulary());
    assertThat(pieces.of(tokens)).isEmpty();
    assertThat(pieces.last(tokens)).containsExactly(new Piece(tokens, "\uFFFD"));
  }

  @Property(tries = 200)
  void howManyTokensComeAtATimeChangesNothing(
      @ForAll List<@IntRange(min = 1, max = 5) Integer> steps, @ForAll String text) {
    String whole = new String(text.getBytes(UTF_8), UTF_8);
    List<Token> tokens = tokens(TOKENIZER.encode(whole));
    List<Piece> atOnce = new Pieces(TOKENIZER.vocabulary()).last(tokens);
    Pieces pieces = new Pieces(TOKENIZER.vocabulary());
    List<Piece> stepwise = new ArrayList<>();
    int known = 0;
    for (int step : steps) {
      known = Math.min(tokens.size(), known + step);
      stepwise.addAll(pieces.of(tokens.subList(0, known)));
    }
    stepwise.addAll(pieces.last(tokens));
    assertThat(stepwise).isEqualTo(atOnce);
    assertThat(String.join("", atOnce.stream().map(Piece::text).toList())).isEqualTo(whole);
    assertThat(atOnce.stream().flatMap(p -> p.tokens().stream()).toList()).isEqualTo(tokens);
  }

  private static List<Token> tokens(int[] ids) {
    List<Token> tokens = new ArrayList<>();
    for (int id : ids) {
      tokens.add(new Token(id, -1, -2));
    }
    return tokens;
  }
}
