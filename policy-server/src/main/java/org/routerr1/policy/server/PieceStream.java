// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.decide.Decision;
import org.routerr1.policy.decide.Decision.Token;
import org.routerr1.policy.decide.Pieces;
import org.routerr1.policy.decide.Pieces.Piece;
import org.routerr1.policy.tokenizer.Vocabulary;
import org.routerr1.proto.policy.v1.DecisionPiece;

/**
 * Sends a decision's pieces, in order and each once, whoever brings them. A decision is a few
 * hundred tokens at most, so a slow reader costs a few kilobytes. Thread-safe.
 */
final class PieceStream {

  private final Pieces pieces;
  private final Consumer<DecisionPiece> sink;
  private boolean ended;

  PieceStream(Vocabulary vocabulary, Consumer<DecisionPiece> sink) {
    this.pieces = new Pieces(vocabulary);
    this.sink = sink;
  }

  /** Sends what is new in the first tokens of the decision. */
  synchronized void send(List<Token> tokens) {
    if (!ended) {
      pieces.of(tokens).forEach(piece -> sink.accept(message(piece)));
    }
  }

  /** Sends the rest of the decision, if there is one; nothing is sent afterwards. */
  synchronized void end(@Nullable Decision whole) {
    if (!ended && whole != null) {
      pieces.last(whole.tokens()).forEach(piece -> sink.accept(message(piece)));
    }
    ended = true;
  }

  private static DecisionPiece message(Piece piece) {
    DecisionPiece.Builder message = DecisionPiece.newBuilder().setText(piece.text());
    for (Token token : piece.tokens()) {
      message.addTokenIds(token.id()).addLogprobs(token.logprob());
      if (!Float.isNaN(token.freeLogprob())) {
        message.addFreeLogprobs(token.freeLogprob());
      }
    }
    return message.build();
  }
}
