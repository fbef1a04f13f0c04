// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.decide.Prompt.Piece;
import org.routerr1.policy.model.KvBlock;
import org.routerr1.policy.model.KvPool;
import org.routerr1.policy.model.KvRange;

/**
 * Keys and values of prompts' beginnings, piece by piece, so that a prompt that begins like an
 * earlier one is not computed from its start. Bounded in bytes; the piece used longest ago goes
 * first. A piece taken from here is bit for bit what computing it again would give, so the cache
 * changes no result. Not thread-safe.
 */
final class PrefixCache implements AutoCloseable {

  private final KvPool pool;
  private final long mostBytes;
  private final Map<String, KvBlock> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  PrefixCache(KvPool pool, long mostBytes) {
    this.pool = pool;
    this.mostBytes = mostBytes;
  }

  /**
   * Appends the pieces that are here to a sequence, from the first that it lacks; returns how many.
   */
  int restore(List<Piece> lacking, KvRange sequence) {
    int found = 0;
    for (Piece piece : lacking) {
      @Nullable KvBlock block = blocks.get(piece.name());
      if (block == null) {
        break;
      }
      pool.copyIn(sequence, block);
      found++;
    }
    // A beginning is of use to more prompts than what follows it: it counts as used last.
    for (int i = found - 1; i >= 0; i--) {
      blocks.get(lacking.get(i).name());
    }
    return found;
  }

  /** Keeps a piece of a sequence. */
  void keep(Piece piece, KvRange sequence) {
    if (blocks.containsKey(piece.name()) || mostBytes == 0) {
      return;
    }
    KvBlock block = pool.copyOut(sequence, piece.from(), piece.to());
    blocks.put(piece.name(), block);
    bytes += block.bytes();
    Iterator<KvBlock> oldest = blocks.values().iterator();
    while (bytes > mostBytes) {
      KvBlock gone = oldest.next();
      oldest.remove();
      bytes -= gone.bytes();
      gone.close();
    }
  }

  /** What is kept. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    blocks.values().forEach(KvBlock::close);
    blocks.clear();
    bytes = 0;
  }
}
