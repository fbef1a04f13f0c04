// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.tokenizer.Vocabulary;

/**
 * Cuts a decision that is being written into pieces, each of which ends on a whole character. Where
 * they end depends on the tokens alone, not on how many there were at a time. Not thread-safe.
 */
public final class Pieces {

  private final Vocabulary vocabulary;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StringBuilder text = new StringBuilder();
  private byte[] begun = new byte[0];
  private int cut;
  private int seen;

  /** Some tokens and what they say. */
  public record Piece(List<Token> tokens, String text) {}

  public Pieces(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** What has become complete since the last call. */
  public List<Piece> of(List<Token> tokens) {
    List<Piece> pieces = new ArrayList<>();
    while (seen < tokens.size()) {
      read(vocabulary.bytes(tokens.get(seen).id()), false);
      seen++;
      if (begun.length == 0) {
        pieces.add(piece(tokens));
      }
    }
    return pieces;
  }

  /** The same with the whole decision: whatever was begun is given, too. */
  public List<Piece> last(List<Token> tokens) {
    List<Piece> pieces = new ArrayList<>(of(tokens));
    if (cut < seen) {
      read(new byte[0], true);
      pieces.add(piece(tokens));
    }
    return pieces;
  }

  private void read(byte[] bytes, boolean end) {
    byte[] all = Arrays.copyOf(begun, begun.length + bytes.length);
    System.arraycopy(bytes, 0, all, begun.length, bytes.length);
    ByteBuffer in = ByteBuffer.wrap(all);
    CharBuffer out = CharBuffer.allocate(all.length + 1);
    decoder.decode(in, out, end);
    text.append(out.flip());
    begun = Arrays.copyOfRange(all, in.position(), all.length);
  }

  private Piece piece(List<Token> tokens) {
    Piece piece = new Piece(List.copyOf(tokens.subList(cut, seen)), text.toString());
    text.setLength(0);
    cut = seen;
    return piece;
  }
}
