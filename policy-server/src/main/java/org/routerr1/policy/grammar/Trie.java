// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Token sequences that share beginnings, each leading to a goal. None may begin another. */
final class Trie {

  private final TreeMap<Integer, Trie> children = new TreeMap<>();
  private int[] legal = {};
  private @Nullable Goal goal;

  /** Adds a sequence of at least one token. */
  Trie add(int[] sequence, Goal goal) {
    Trie node = this;
    for (int token : sequence) {
      if (node.goal != null) {
        throw new IllegalArgumentException("a sequence begins with another one");
      }
      node = node.children.computeIfAbsent(token, t -> new Trie());
    }
    if (!node.children.isEmpty() || node.goal != null && node.goal != goal) {
      throw new IllegalArgumentException("a sequence begins another one");
    }
    node.goal = goal;
    return this;
  }

  /** The same without one sequence that is in it; what is not on its way is shared. */
  Trie without(int[] sequence) {
    return without(sequence, 0);
  }

  private Trie without(int[] sequence, int at) {
    Trie rest = new Trie();
    rest.goal = goal;
    rest.children.putAll(children);
    int token = sequence[at];
    Trie child = at + 1 < sequence.length ? child(token).without(sequence, at + 1) : new Trie();
    if (child.children.isEmpty()) {
      rest.children.remove(token);
    } else {
      rest.children.put(token, child);
    }
    return rest;
  }

  /** Where the sequence that ends here leads; null within one. */
  @Nullable Goal goal() {
    return goal;
  }

  /** The tokens that lead on, ascending. Not to be changed. */
  int[] legal() {
    if (legal.length != children.size()) {
      legal = children.keySet().stream().mapToInt(Integer::intValue).toArray();
    }
    return legal;
  }

  Trie child(int token) {
    Trie child = children.get(token);
    if (child == null) {
      throw new IllegalArgumentException("token %d is not legal here".formatted(token));
    }
    return child;
  }

  /** Tokens of the longest sequence. */
  int depth() {
    return children.values().stream().mapToInt(c -> 1 + c.depth()).max().orElse(0);
  }
}
