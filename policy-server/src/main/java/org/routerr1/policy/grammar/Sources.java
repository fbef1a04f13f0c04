// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import java.util.ArrayList;
import java.util.List;
import org.routerr1.core.action.SourceText;
import org.routerr1.core.action.SourceText.Spelling;
import org.routerr1.policy.tokenizer.Tokenizer;

/**
 * Texts that a free text must be copied from, word by word, as an automaton over tokens: what may
 * come next is where one stands in them.
 */
final class Sources {

  /**
   * A word that is being written.
   *
   * @param tokens all of it
   * @param written how many of them are written
   * @param then what may come after the word, by its place; {@link #NOWHERE} for none
   * @param ends whether the text may end after it
   * @param joins whether a joint may come after its run
   */
  record Place(int[] tokens, int written, int then, boolean ends, boolean joins) {

    private Place next() {
      return new Place(tokens, written + 1, then, ends, joins);
    }

    private Place joined() {
      return new Place(tokens, written, then, ends, false);
    }

    int token() {
      return tokens[written];
    }

    int left() {
      return tokens.length - written;
    }
  }

  private static final int NOWHERE = -1;
  private static final int ANYWHERE = -2;

  /** More tokens than any limit allows, and sums of it still are a number. */
  private static final int NEVER = Integer.MAX_VALUE / 4;

  /** What may begin a text. */
  private final List<Place> begins = new ArrayList<>();

  /** Each word of each text where others stand before it. */
  private final List<List<Place>> follows = new ArrayList<>();

  private final Place joint;

  /** Tokens of the shortest word after another. */
  private final int shortest;

  /** By word: tokens from it to one that may end a run. */
  private final int[] rests;

  private Sources(List<SourceText> texts, boolean joins, Tokenizer tokenizer) {
    int at = 0;
    for (SourceText text : texts) {
      for (int i = 0; i < text.words().size(); i++, at++) {
        List<Place> follow = new ArrayList<>();
        for (Spelling spelling : text.words().get(i)) {
          int then = spelling.goesOn() && i + 1 < text.words().size() ? at + 1 : NOWHERE;
          boolean ends = spelling.ends();
          add(begins, tokenizer.encode(spelling.text()), then, ends, joins);
          add(follow, tokenizer.encode(" " + spelling.text()), then, ends, joins);
        }
        follows.add(follow);
      }
    }
    joint = new Place(tokenizer.encode(" " + SourceText.JOINT), 0, ANYWHERE, false, false);
    shortest =
        follows.stream()
            .flatMap(List::stream)
            .filter(Place::ends)
            .mapToInt(Place::left)
            .min()
            .orElse(NEVER);
    rests = new int[follows.size()];
    for (int word = rests.length - 1; word >= 0; word--) {
      rests[word] = follows.get(word).stream().mapToInt(this::needs).min().orElse(NEVER);
    }
  }

  private static void add(List<Place> places, int[] tokens, int then, boolean ends, boolean joins) {
    if (tokens.length > 0) {
      places.add(new Place(tokens, 0, then, ends, joins));
    }
  }

  static Sources of(List<String> texts, boolean joins, Tokenizer tokenizer) {
    return new Sources(texts.stream().map(SourceText::of).toList(), joins, tokenizer);
  }

  /** What may begin a text of at most so many tokens. */
  List<Place> begin(int limit) {
    return inTime(begins, limit);
  }

  /**
   * What may be written after a token at one of these places.
   *
   * @param left tokens that may still be written after it
   */
  List<Place> after(List<Place> places, int token, int left) {
    List<Place> next = new ArrayList<>();
    for (Place place : places) {
      if (place.token() != token) {
        continue;
      }
      if (place.left() > 1) {
        next.add(place.next());
      } else if (place.then == ANYWHERE) {
        follows.stream().flatMap(List::stream).map(Place::joined).forEach(next::add);
      } else {
        if (place.then != NOWHERE) {
          follows.get(place.then).stream()
              .map(p -> place.joins ? p : p.joined())
              .forEach(next::add);
        }
        if (place.ends && place.joins) {
          next.add(joint);
        }
      }
    }
    return inTime(next.stream().distinct().toList(), left);
  }

  /** Whether the text may end after a token at one of these places. */
  static boolean mayEnd(List<Place> places, int token) {
    return places.stream().anyMatch(p -> p.token() == token && p.left() == 1 && p.ends);
  }

  /** Those whose word, and what must follow it, can still be written. */
  private List<Place> inTime(List<Place> places, int left) {
    return places.stream().filter(p -> needs(p) <= left).toList();
  }

  /** Tokens up to one after which the text may end. */
  private int needs(Place place) {
    if (place.ends) {
      return place.left();
    }
    return switch (place.then) {
      case ANYWHERE -> place.left() + shortest;
      case NOWHERE -> NEVER;
      default -> place.left() + rests[place.then];
    };
  }
}
