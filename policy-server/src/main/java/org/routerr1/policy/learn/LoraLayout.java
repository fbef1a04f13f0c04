// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraAdapter.Pair;
import org.routerr1.policy.adapter.LoraAdapter.Place;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.model.LlamaShape;

/**
 * Where each matrix of an adapter lies in one vector of numbers, which is what is trained: layer by
 * layer, within it group by group of modules that read the same input, within that the matrices A
 * on top of each other (one product serves them), then each B.
 *
 * @param rank of the products
 * @param firstLayer below it nothing is changed
 */
record LoraLayout(
    LlamaShape shape, int rank, double alpha, Set<LoraModule> modules, int firstLayer) {

  /** Modules that read the same input. */
  static final List<List<LoraModule>> GROUPS =
      List.of(
          List.of(LoraModule.QUERY, LoraModule.KEY, LoraModule.VALUE),
          List.of(LoraModule.OUTPUT),
          List.of(LoraModule.GATE, LoraModule.UP),
          List.of(LoraModule.DOWN));

  private static final String RANDOM = "L64X128MixRandom";

  LoraLayout {
    modules = EnumSet.copyOf(modules);
  }

  /** The changed modules of a group. */
  List<LoraModule> changed(List<LoraModule> group) {
    return group.stream().filter(modules::contains).toList();
  }

  int in(LoraModule module) {
    return switch (module) {
      case QUERY, KEY, VALUE, GATE, UP -> shape.width();
      case OUTPUT -> shape.heads() * shape.headWidth();
      case DOWN -> shape.hidden();
    };
  }

  int out(LoraModule module) {
    return switch (module) {
      case QUERY -> shape.heads() * shape.headWidth();
      case KEY, VALUE -> shape.keyHeads() * shape.headWidth();
      case GATE, UP -> shape.hidden();
      case OUTPUT, DOWN -> shape.width();
    };
  }

  /** Lengths of the pieces of one layer: of each group that is changed its As, then each B. */
  List<Integer> pieces() {
    List<Integer> sizes = new ArrayList<>();
    for (List<LoraModule> group : GROUPS) {
      List<LoraModule> changed = changed(group);
      if (!changed.isEmpty()) {
        sizes.add(changed.size() * rank * in(changed.getFirst()));
        changed.forEach(m -> sizes.add(out(m) * rank));
      }
    }
    return sizes;
  }

  /** How many numbers are trained. */
  int size() {
    return pieces().stream().mapToInt(Integer::intValue).sum() * (shape.layers() - firstLayer);
  }

  /** An adapter that changes nothing yet: A drawn evenly as PEFT does, B zero. */
  float[] begin(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of(RANDOM).create(seed);
    float[] all = new float[size()];
    walk((place, a, b) -> {
      double bound = 1 / Math.sqrt(in(place.module()));
      for (int i = 0; i < rank * in(place.module()); i++) {
        all[a + i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    });
    return all;
  }

  /** The vector as an adapter in the order of files. */
  LoraAdapter toAdapter(String base, float[] all) {
    SortedMap<Place, Pair> pairs = new TreeMap<>();
    walk((place, a, b) -> {
      int in = in(place.module());
      int out = out(place.module());
      pairs.put(
          place,
          new Pair(
              in,
              out,
              Arrays.copyOfRange(all, a, a + rank * in),
              Arrays.copyOfRange(all, b, b + out * rank)));
    });
    return new LoraAdapter(base, rank, alpha, pairs).forRotatedHalves(shape.headWidth());
  }

  /** The vector of an adapter of this shape. */
  float[] toVector(LoraAdapter adapter) {
    LoraAdapter ordered = adapter.forRotatedPairs(shape.headWidth());
    float[] all = new float[size()];
    walk((place, a, b) -> {
      Pair pair = ordered.pair(place.layer(), place.module());
      System.arraycopy(pair.a(), 0, all, a, pair.a().length);
      System.arraycopy(pair.b(), 0, all, b, pair.b().length);
    });
    return all;
  }

  /** The layout of an adapter; refused if its modules differ between its layers. */
  static LoraLayout of(LlamaShape shape, LoraAdapter adapter) {
    LoraLayout layout =
        new LoraLayout(
            shape, adapter.rank(), adapter.alpha(), adapter.modules(), adapter.layers().getFirst());
    SortedMap<Place, Pair> pairs = adapter.pairs();
    layout.walk((place, a, b) -> {
      Pair pair = pairs.get(place);
      if (pair == null
          || pair.in() != layout.in(place.module())
          || pair.out() != layout.out(place.module())) {
        throw LearnException.invalid(
            "the parent adapter has no matrices of the model's shape for %s of layer %d",
            place.module().peftName(), place.layer());
      }
    });
    if (adapter.size() != layout.size()) {
      throw LearnException.invalid("the parent adapter changes layers that the model has not");
    }
    return layout;
  }

  private interface Visitor {
    void visit(Place place, int a, int b);
  }

  private void walk(Visitor visitor) {
    int at = 0;
    for (int layer = firstLayer; layer < shape.layers(); layer++) {
      for (List<LoraModule> group : GROUPS) {
        List<LoraModule> changed = changed(group);
        int a = at;
        at += changed.stream().mapToInt(m -> rank * in(m)).sum();
        for (LoraModule module : changed) {
          visitor.visit(new Place(layer, module), a, at);
          a += rank * in(module);
          at += out(module) * rank;
        }
      }
    }
  }
}
