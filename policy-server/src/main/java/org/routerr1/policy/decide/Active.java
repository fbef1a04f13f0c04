// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.Arrays;
import java.util.List;
import org.routerr1.policy.decide.Prompt.Piece;
import org.routerr1.policy.model.KvRange;
import org.routerr1.policy.model.Stretch;

/** A job under way: how far its prompt is read, and then its writing. Not thread-safe. */
final class Active {

  private final Job job;
  private final KvRange range;
  private final long begun;
  private int piecesRead;
  private int cachedTokens;

  Active(Job job, KvRange range, long begun) {
    this.job = job;
    this.range = range;
    this.begun = begun;
  }

  Job job() {
    return job;
  }

  KvRange range() {
    return range;
  }

  long begun() {
    return begun;
  }

  int cachedTokens() {
    return cachedTokens;
  }

  boolean isReading() {
    return piecesRead < job.prompt().pieces().size();
  }

  /** Pieces of the prompt that are not read yet. */
  List<Piece> lacking() {
    List<Piece> pieces = job.prompt().pieces();
    return pieces.subList(piecesRead, pieces.size());
  }

  /** The next {@code count} pieces are in the sequence without having been computed for it. */
  void received(int count) {
    for (Piece piece : lacking().subList(0, count)) {
      cachedTokens += piece.to() - piece.from();
    }
    piecesRead += count;
  }

  /** The next piece was computed. */
  void read() {
    piecesRead++;
  }

  /** Rows of what it writes. */
  int rows() {
    return job.writing().pending().length;
  }

  /**
   * What runs of it next.
   *
   * @param pieces of the prompt, if it is reading
   */
  Stretch stretch(int pieces) {
    if (isReading()) {
      List<Piece> next = lacking().subList(0, pieces);
      int[] tokens =
          Arrays.copyOfRange(job.prompt().ids(), next.getFirst().from(), next.getLast().to());
      return new Stretch(range, tokens, 0, job.version().adapter());
    }
    Writing writing = job.writing();
    return new Stretch(
        range, writing.pending(), writing.questions().size(), job.version().adapter());
  }
}
