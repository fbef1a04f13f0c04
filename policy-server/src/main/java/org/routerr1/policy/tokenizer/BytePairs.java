// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/**
 * Byte-pair encoding (Sennrich et al.) over bytes: starting from single bytes, the adjacent pair
 * with the lowest rank is joined until none is left; of equals the leftmost.
 */
final class BytePairs {

  private static final String MERGES = "tokenizer.ggml.merges";
  private static final int NONE = -1;

  private final int[] byteIds = new int[256];

  /** Left and right id in one long, to rank and joined id in one long. */
  private final Map<Long, Long> merges;

  BytePairs(Metadata metadata, Vocabulary vocabulary) {
    for (int b = 0; b < 256; b++) {
      byteIds[b] = vocabulary.find(ByteAlphabet.spell(b)).orElse(NONE);
    }
    List<String> lines = metadata.texts(MERGES);
    merges = HashMap.newHashMap(lines.size());
    for (int rank = 0; rank < lines.size(); rank++) {
      String line = lines.get(rank);
      int space = line.indexOf(' ', 1);
      if (space < 0) {
        throw unknown(metadata, rank, line);
      }
      OptionalInt left = vocabulary.find(line.substring(0, space));
      OptionalInt right = vocabulary.find(line.substring(space + 1));
      OptionalInt joined = vocabulary.find(line.substring(0, space) + line.substring(space + 1));
      if (left.isEmpty() || right.isEmpty() || joined.isEmpty()) {
        throw unknown(metadata, rank, line);
      }
      merges.putIfAbsent(pack(left.getAsInt(), right.getAsInt()), pack(rank, joined.getAsInt()));
    }
  }

  private static ModelFileException unknown(Metadata metadata, int rank, String line) {
    return ModelFileException.corrupt(
        metadata.file(),
        "metadata " + MERGES,
        "entry %d \"%s\" does not join two known tokens to a third".formatted(rank, line));
  }

  /**
   * Appends the ids of a piece. A byte that the vocabulary lacks is left out, as in llama.cpp: such
   * bytes occur in no valid UTF-8.
   */
  void encode(byte[] piece, IntList out) {
    int[] ids = new int[piece.length];
    int length = 0;
    for (byte b : piece) {
      int id = byteIds[b & 0xff];
      if (id != NONE) {
        ids[length++] = id;
      }
    }
    // A linked list over the array: joined symbols keep the place of their left part.
    int[] next = new int[length];
    int[] previous = new int[length];
    for (int i = 0; i < length; i++) {
      next[i] = i + 1 < length ? i + 1 : NONE;
      previous[i] = i - 1;
    }
    PriorityQueue<Pair> queue = new PriorityQueue<>();
    for (int i = 0; i + 1 < length; i++) {
      offer(queue, ids, i, i + 1);
    }
    for (Pair pair = queue.poll(); pair != null; pair = queue.poll()) {
      int left = pair.left;
      int right = pair.right;
      if (ids[left] != pair.leftId || ids[right] != pair.rightId || next[left] != right) {
        continue; // one of the two was joined with another neighbour meanwhile
      }
      ids[left] = pair.joined;
      ids[right] = NONE;
      next[left] = next[right];
      if (next[left] != NONE) {
        previous[next[left]] = left;
        offer(queue, ids, left, next[left]);
      }
      if (previous[left] != NONE) {
        offer(queue, ids, previous[left], left);
      }
    }
    for (int i = 0; i != NONE && i < length; i = next[i]) {
      out.add(ids[i]);
    }
  }

  private record Pair(int rank, int left, int right, int leftId, int rightId, int joined)
      implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return rank != other.rank
          ? Integer.compare(rank, other.rank)
          : Integer.compare(left, other.left);
    }
  }

  private void offer(PriorityQueue<Pair> queue, int[] ids, int left, int right) {
    Long merge = merges.get(pack(ids[left], ids[right]));
    if (merge != null) {
      queue.add(
          new Pair((int) (merge >>> 32), left, right, ids[left], ids[right], merge.intValue()));
    }
  }

  private static long pack(int high, int low) {
    return (long) high << 32 | low;
  }
}
