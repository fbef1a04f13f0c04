// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The candidates of one episode, in the order in which they are shown. */
public record Pool(List<Specialist> specialists) {

  public Pool {
    specialists = List.copyOf(specialists);
  }

  /** Shuffled and named. */
  static Pool of(List<Specialist> drawn, RandomGenerator random, Style style) {
    List<Specialist> shuffled = new ArrayList<>(drawn);
    Collections.shuffle(shuffled, Random.from(random));
    List<String> words = Names.words(random, style, shuffled.size());
    for (int i = 0; i < shuffled.size(); i++) {
      String word = words.get(i);
      shuffled.set(i, shuffled.get(i).named(word, List.of(Names.product(random, word))));
    }
    return new Pool(shuffled);
  }

  public int size() {
    return specialists.size();
  }

  public Specialist get(int i) {
    return specialists.get(i);
  }

  /** The candidate of exactly this name or alias. */
  public Optional<Specialist> find(String name) {
    return specialists.stream()
        .filter(s -> s.name().equals(name) || s.aliases().contains(name))
        .findFirst();
  }

  /** Where the candidate of this key stands; −1: not in this pool. */
  public int indexOfKey(String key) {
    for (int i = 0; i < size(); i++) {
      if (get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** The same candidates under other names and in another order; what they know stays. */
  public Pool renamed(RandomGenerator random, Style style) {
    return of(specialists, random, style);
  }

  /** The same candidates, but two have exchanged their prices. */
  public Pool withSwappedPrices(int one, int other) {
    List<Specialist> swapped = new ArrayList<>(specialists);
    swapped.set(one, get(one).priced(get(other).price()));
    swapped.set(other, get(other).priced(get(one).price()));
    return new Pool(swapped);
  }
}
