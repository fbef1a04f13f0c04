// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.routerr1.policy.model.KvBlock;
import org.routerr1.policy.model.KvCache;
import org.routerr1.policy.model.LlamaModel;

/**
 * Keys and values of prompts' beginnings, in blocks, so that a prompt that begins like an earlier
 * one is not computed from its start. Bounded in bytes; the block used longest ago goes first.
 *
 * <p>Prompts are always computed block by block at the same places, kept blocks or not. So a block
 * taken from here is bit for bit what computing it again would give, and the cache changes no
 * result.
 *
 * <p>Not thread-safe.
 */
final class PrefixCache implements AutoCloseable {

  /** Positions of a block. */
  static final int BLOCK = 64;

  private final LlamaModel model;
  private final String version;
  private final long mostBytes;
  private final Map<String, KvBlock> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  PrefixCache(LlamaModel model, String version, long mostBytes) {
    this.model = model;
    this.version = version;
    this.mostBytes = mostBytes;
  }

  /**
   * Names of a prompt's whole blocks. A name says all tokens up to the block's end, so equal names
   * are equal beginnings. The last token is left out: its logits are needed.
   */
  List<String> names(int[] prompt) {
    MessageDigest digest = Digests.sha256();
    digest.update(version.getBytes(StandardCharsets.UTF_8));
    List<String> names = new ArrayList<>();
    byte[] name = digest.digest();
    for (int at = 0; at + BLOCK < prompt.length; at += BLOCK) {
      ByteBuffer ids = ByteBuffer.allocate(BLOCK * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = at; i < at + BLOCK; i++) {
        ids.putInt(prompt[i]);
      }
      digest.update(name);
      name = digest.digest(ids.array());
      names.add(HexFormat.of().formatHex(name));
    }
    return names;
  }

  /** Fills an empty sequence with the blocks that are here; returns how many. */
  int restore(List<String> names, KvCache sequence) {
    int found = 0;
    while (found < names.size() && blocks.containsKey(names.get(found))) {
      found++;
    }
    for (String name : names.subList(0, found)) {
      model.copyIn(sequence, used(name));
    }
    // A beginning is of use to more prompts than what follows it: it counts as used last.
    for (int i = found - 1; i >= 0; i--) {
      used(names.get(i));
    }
    return found;
  }

  /** Keeps the last block of a sequence. */
  void keep(String name, KvCache sequence) {
    if (blocks.containsKey(name) || mostBytes < model.shape().cacheBytes() * BLOCK) {
      return;
    }
    KvBlock block = model.copyOut(sequence, sequence.length() - BLOCK);
    blocks.put(name, block);
    bytes += block.bytes();
    Iterator<KvBlock> oldest = blocks.values().iterator();
    while (bytes > mostBytes) {
      KvBlock gone = oldest.next();
      oldest.remove();
      bytes -= gone.bytes();
      gone.close();
    }
  }

  @Override
  public void close() {
    blocks.values().forEach(KvBlock::close);
    blocks.clear();
    bytes = 0;
  }

  private KvBlock used(String name) {
    KvBlock block = blocks.get(name);
    if (block == null) {
      throw new IllegalStateException("the block was here a moment ago");
    }
    return block;
  }
}
