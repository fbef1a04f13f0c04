// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.routerr1.policy.grammar.ActionState;
import org.routerr1.policy.learn.Tree.Decision;
import org.routerr1.policy.learn.Tree.Move;
import org.routerr1.policy.learn.Tree.Taught;
import org.routerr1.policy.learn.Tree.Term;
import org.routerr1.policy.learn.Tree.Tried;
import org.routerr1.policy.learn.TreeNode.Read;
import org.routerr1.policy.learn.TreeNode.Sampled;
import org.routerr1.policy.learn.TreeNode.Weight;
import org.routerr1.policy.learn.TreeNode.Written;
import org.routerr1.policy.tokenizer.Tokenizer;

/** Merges the nodes of one tree. */
final class TreeBuilder {

  private final Tokenizer tokenizer;
  private final Token root = new Token(-1, null);
  private final List<Token> ends = new ArrayList<>();
  private final Map<Point, Integer> points = new LinkedHashMap<>();
  private final List<Chosen> chosen = new ArrayList<>();
  private final List<Taken> taken = new ArrayList<>();

  private static final class Token {
    private final int id;
    private final @Nullable Token parent;
    private final Map<Integer, Token> children = new LinkedHashMap<>();
    private int place = -1;
    private boolean needed;

    Token(int id, @Nullable Token parent) {
      this.id = id;
      this.parent = parent;
    }

    /** This and what stands before it is computed; what nobody keeps decides nothing. */
    void keep() {
      for (Token at = this; at != null && !at.needed; at = at.parent) {
        at.needed = true;
      }
    }

    List<Token> needed() {
      return children.values().stream().filter(child -> child.needed).toList();
    }

    Token child(int token) {
      return children.computeIfAbsent(token, t -> new Token(t, this));
    }
  }

  /** A place where something is chosen: the same token may be followed under several grammars. */
  private record Point(Token row, Legal legal, Span span) {}

  private record Chosen(int point, int choice, TreeNode.Signal signal, int index) {}

  /** A teacher's action: the chosen tokens from one place of the list to another. */
  private record Taken(int parent, float mass, int from, int to) {}

  TreeBuilder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * One tree.
   *
   * @throws LearnException if an action is not legal; the message names node and token
   */
  static Tree build(Tokenizer tokenizer, List<TreeNode> nodes) {
    TreeBuilder builder = new TreeBuilder(tokenizer);
    for (int i = 0; i < nodes.size(); i++) {
      builder.add(i, nodes.get(i));
    }
    return builder.layOut();
  }

  private void add(int index, TreeNode node) {
    Token at = node.parent() < 0 ? root : ends.get(node.parent());
    switch (node) {
      case Read read -> {
        for (int token : read.tokens()) {
          at = at.child(token);
        }
        at.keep();
      }
      case Written written -> at = write(index, written, at);
    }
    ends.add(at);
  }

  private Token write(int index, Written written, Token before) {
    Token at = before;
    for (int token : written.opening()) {
      at = at.child(token);
    }
    if (at == root) {
      throw LearnException.invalid("nodes[%d] is an action without a prompt before it", index);
    }
    ActionState state = written.start();
    StringBuilder text = new StringBuilder();
    int from = chosen.size();
    before.keep();
    for (int i = 0; i < written.tokens().size(); i++) {
      int token = written.tokens().get(i);
      int[] legal = state.legal();
      int choice = Arrays.binarySearch(legal, token);
      if (choice < 0) {
        throw LearnException.invalid(
            "nodes[%d]: token %d (%d, \"%s\") is not legal after \"%s\"",
            index, i, token, tokenizer.decode(new int[] {token}), text);
      }
      if (legal.length > 1) {
        at.keep();
        Point point = new Point(at, new Legal(legal), Span.after(text.toString(), state.isFixed()));
        int number = points.computeIfAbsent(point, p -> points.size());
        chosen.add(new Chosen(number, choice, written.signal(), i));
      }
      text.append(tokenizer.decode(new int[] {token}));
      at = at.child(token);
      state = state.after(token);
    }
    if (state.legal().length > 0 && !written.cut()) {
      throw LearnException.invalid("nodes[%d]: the action ends early, after \"%s\"", index, text);
    }
    if (written.signal() instanceof Weight(float mass)) {
      taken.add(new Taken(written.parent(), mass, from, chosen.size()));
    }
    return at;
  }

  private Tree layOut() {
    List<Token> order = new ArrayList<>();
    List<Integer> depths = new ArrayList<>();
    List<Integer> lasts = new ArrayList<>();
    root.needed().forEach(child -> place(child, 0, order, depths, lasts));
    List<Decision> decisions = new ArrayList<>();
    for (Point point : points.keySet()) {
      decisions.add(new Decision(point.row.place, point.legal.tokens(), point.span));
    }
    List<Term> terms = terms();
    return new Tree(
        order.stream().mapToInt(t -> t.id).toArray(),
        depths.stream().mapToInt(Integer::intValue).toArray(),
        lasts.stream().mapToInt(Integer::intValue).toArray(),
        decisions,
        terms,
        moves(terms));
  }

  /** The teacher's actions by the terms that its masses were added up to. */
  private List<Move> moves(List<Term> terms) {
    Map<List<Integer>, Integer> places = new HashMap<>();
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i) instanceof Taught(int point, int choice, float mass)) {
        places.put(List.of(point, choice), i);
      }
    }
    List<Span> spans = points.keySet().stream().map(Point::span).toList();
    return taken.stream()
        .map(t ->
            new Move(
                t.parent,
                t.mass,
                chosen.subList(t.from, t.to).stream()
                    .filter(c -> spans.get(c.point).moves())
                    .map(c -> places.get(List.of(c.point, c.choice)))
                    .toList()))
        .toList();
  }

  private static void place(
      Token first, int depth, List<Token> order, List<Integer> depths, List<Integer> lasts) {
    // Paths are long and branches few: only branches recurse.
    int begin = order.size();
    Token token = first;
    int at = depth;
    while (true) {
      token.place = order.size();
      order.add(token);
      depths.add(at++);
      lasts.add(0);
      List<Token> next = token.needed();
      if (next.size() != 1) {
        break;
      }
      token = next.getFirst();
    }
    int end = order.size();
    for (Token child : token.needed()) {
      place(child, at, order, depths, lasts);
    }
    for (int i = begin; i < end; i++) {
      lasts.set(i, order.size() - 1);
    }
  }

  /** Masses of the same token add up; what was sampled stays apart. */
  private List<Term> terms() {
    Map<List<Integer>, Float> masses = new LinkedHashMap<>();
    List<Term> terms = new ArrayList<>();
    for (Chosen c : chosen) {
      switch (c.signal) {
        case Weight(float mass) -> masses.merge(List.of(c.point, c.choice), mass, Float::sum);
        case Sampled s ->
            terms.add(
                new Tried(
                    c.point,
                    c.choice,
                    s.advantage(),
                    s.logprobs().map(l -> l.get(c.index)).orElse(Float.NaN),
                    s.sample()));
      }
    }
    masses.forEach((key, mass) -> terms.add(new Taught(key.get(0), key.get(1), mass)));
    return terms;
  }
}
