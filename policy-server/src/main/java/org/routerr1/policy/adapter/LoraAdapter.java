// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.routerr1.policy.adapter.SafeTensors.FloatTensor;

/**
 * What LoRA ("LoRA: Low-Rank Adaptation", Hu et al.) adds to a model: to each changed matrix {@code
 * W [out, in]} the product {@code alpha / rank · B A}. Rows of query and key matrices are in the
 * order of Hugging Face, which rotates the halves of a head; a model from GGUF rotates neighbours:
 * see {@link #forRotatedPairs}. The arrays are not to be changed.
 *
 * @param base the model that it belongs to, by name; may be empty
 * @param rank of the products, at least 1
 * @param alpha scale before division by the rank
 * @param pairs the matrices of each changed module, ordered by layer, then module
 */
public record LoraAdapter(String base, int rank, double alpha, SortedMap<Place, Pair> pairs) {

  private static final Set<LoraModule> ROTATED = EnumSet.of(LoraModule.QUERY, LoraModule.KEY);

  public LoraAdapter {
    if (rank < 1 || !(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("rank %d, alpha %s".formatted(rank, alpha));
    }
    for (Map.Entry<Place, Pair> pair : pairs.entrySet()) {
      pair.getValue().check(rank, pair.getKey());
    }
  }

  /** Where a pair of matrices belongs. */
  public record Place(int layer, LoraModule module) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::layer).thenComparing(Place::module);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Two matrices, row upon row.
   *
   * @param a {@code [rank, in]}
   * @param b {@code [out, rank]}
   */
  public record Pair(int in, int out, float[] a, float[] b) {

    private void check(int rank, Place place) {
      if ((long) rank * in != a.length || (long) out * rank != b.length) {
        throw new IllegalArgumentException(
            "%s: matrices of %d and %d numbers are not of rank %d"
                .formatted(place, a.length, b.length, rank));
      }
    }
  }

  /** What the product is multiplied with. */
  public double scale() {
    return alpha / rank;
  }

  /** The matrices of a place that is changed. */
  public Pair pair(int layer, LoraModule module) {
    return Objects.requireNonNull(pairs.get(new Place(layer, module)));
  }

  /** The modules that are changed in any layer. */
  public Set<LoraModule> modules() {
    Set<LoraModule> modules = EnumSet.noneOf(LoraModule.class);
    pairs.keySet().forEach(p -> modules.add(p.module));
    return modules;
  }

  /** The layers that are changed, ascending. */
  public List<Integer> layers() {
    Set<Integer> layers = new TreeSet<>();
    pairs.keySet().forEach(p -> layers.add(p.layer));
    return List.copyOf(layers);
  }

  /** How many numbers. */
  public long size() {
    return pairs.values().stream().mapToLong(p -> p.a.length + (long) p.b.length).sum();
  }

  /** The same adapter for a model whose heads rotate neighbouring numbers, as GGUF's Llama does. */
  public LoraAdapter forRotatedPairs(int headWidth) {
    return withRows(headWidth, true);
  }

  /** From {@link #forRotatedPairs} back to the order of the files. */
  public LoraAdapter forRotatedHalves(int headWidth) {
    return withRows(headWidth, false);
  }

  private LoraAdapter withRows(int headWidth, boolean toPairs) {
    SortedMap<Place, Pair> ordered = new TreeMap<>(pairs);
    ordered.replaceAll((place, pair) ->
        ROTATED.contains(place.module)
            ? new Pair(pair.in, pair.out, pair.a, rows(pair.b, headWidth, toPairs))
            : pair);
    return new LoraAdapter(base, rank, alpha, ordered);
  }

  /** Row 2 i + s of a head in one order is row s · headWidth / 2 + i in the other. */
  private float[] rows(float[] b, int headWidth, boolean toPairs) {
    int rows = b.length / rank;
    if (headWidth % 2 != 0 || rows % headWidth != 0) {
      throw new IllegalArgumentException("%d rows are no heads of %d".formatted(rows, headWidth));
    }
    float[] ordered = new float[b.length];
    for (int row = 0; row < rows; row++) {
      int within = row % headWidth;
      int half = row - within + within % 2 * (headWidth / 2) + within / 2;
      int from = toPairs ? half : row;
      int to = toPairs ? row : half;
      System.arraycopy(b, from * rank, ordered, to * rank, rank);
    }
    return ordered;
  }

  /**
   * Reads {@code adapter_config.json} and {@code adapter_model.safetensors} of a folder.
   *
   * @throws AdapterException if a file is missing, damaged, or asks for what is not run here
   */
  public static LoraAdapter read(Path folder) {
    Path weights = folder.resolve(PeftConfig.WEIGHTS);
    return of(folder, SafeTensors.read(weights));
  }

  /** The same with the weights already read. */
  static LoraAdapter of(Path folder, SafeTensors weights) {
    Path file = folder.resolve(PeftConfig.WEIGHTS);
    PeftConfig config = PeftConfig.read(folder.resolve(PeftConfig.FILE));
    SortedMap<Place, Pair> pairs = new TreeMap<>();
    Map<String, FloatTensor> left = new LinkedHashMap<>(weights.tensors());
    for (String name : weights.tensors().keySet()) {
      PeftName.ofA(name)
          .ifPresent(place -> {
            FloatTensor a = remove(left, name);
            String other = place.module().tensor(place.layer(), 'B');
            if (!left.containsKey(other)) {
              throw AdapterException.corrupt(file, name, "stands without " + other);
            }
            pairs.put(place, pair(file, config, name, a, remove(left, other)));
          });
    }
    if (!left.isEmpty()) {
      throw AdapterException.unsupported(
          file,
          left.keySet().iterator().next(),
          "is no LoRA matrix of a Llama layer",
          "train the adapter with target modules " + PeftName.MODULES);
    }
    if (pairs.isEmpty()) {
      throw AdapterException.corrupt(file, "tensors", "there are none");
    }
    return new LoraAdapter(config.base(), config.rank(), config.alpha(), pairs);
  }

  private static FloatTensor remove(Map<String, FloatTensor> from, String name) {
    FloatTensor tensor = from.remove(name);
    if (tensor == null) {
      throw new IllegalStateException(name);
    }
    return tensor;
  }

  private static Pair pair(
      Path file, PeftConfig config, String name, FloatTensor a, FloatTensor b) {
    if (a.shape().size() != 2
        || b.shape().size() != 2
        || a.shape().get(0) != config.rank()
        || b.shape().get(1) != config.rank()) {
      throw AdapterException.corrupt(
          file,
          name,
          "has the shapes %s and %s, which are not of rank %d"
              .formatted(a.shape(), b.shape(), config.rank()));
    }
    return new Pair(a.shape().get(1), b.shape().get(0), a.values(), b.values());
  }

  /** The tensors as PEFT names them. */
  public SafeTensors toSafeTensors() {
    Map<String, FloatTensor> tensors = new TreeMap<>();
    pairs.forEach((place, pair) -> {
      tensors.put(
          place.module.tensor(place.layer, 'A'), new FloatTensor(List.of(rank, pair.in), pair.a));
      tensors.put(
          place.module.tensor(place.layer, 'B'), new FloatTensor(List.of(pair.out, rank), pair.b));
    });
    return new SafeTensors(new LinkedHashMap<>(tensors), Map.of("format", "pt"));
  }

  /** The configuration as PEFT reads it. */
  public String toConfig() {
    return PeftConfig.write(this);
  }
}
