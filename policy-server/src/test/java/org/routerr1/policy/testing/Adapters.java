// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.routerr1.core.audit.Hashes;
import org.routerr1.policy.adapter.AdapterCard;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraAdapter.Pair;
import org.routerr1.policy.adapter.LoraAdapter.Place;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.model.LlamaShape;

/** Made adapters. */
public final class Adapters {

  private static final int RANK = 3;

  private Adapters() {}

  /** Random matrices for these modules of the layers from {@code firstLayer} on. */
  public static LoraAdapter random(
      LlamaShape shape, int firstLayer, Collection<LoraModule> modules, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<Place, Pair> pairs = new TreeMap<>();
    for (int layer = firstLayer; layer < shape.layers(); layer++) {
      // In one order, whatever the collection's: a set's may differ from process to process.
      for (LoraModule module : modules.stream().sorted().toList()) {
        int in = module == LoraModule.DOWN ? shape.hidden() : shape.width();
        int out =
            switch (module) {
              case QUERY, OUTPUT, DOWN -> shape.width();
              case KEY, VALUE -> shape.keyHeads() * shape.headWidth();
              case GATE, UP -> shape.hidden();
            };
        float[] a = numbers(random, RANK * in);
        float[] b = numbers(random, out * RANK);
        pairs.put(new Place(layer, module), new Pair(in, out, a, b));
      }
    }
    return new LoraAdapter("", RANK, 2 * RANK, pairs);
  }

  /** All numbers multiplied. */
  public static LoraAdapter times(LoraAdapter lora, float factor) {
    SortedMap<Place, Pair> pairs = new TreeMap<>();
    lora.pairs()
        .forEach((place, pair) ->
            pairs.put(
                place,
                new Pair(pair.in(), pair.out(), times(pair.a(), factor), times(pair.b(), factor))));
    return new LoraAdapter("", RANK, 2 * RANK, pairs);
  }

  private static float[] times(float[] numbers, float factor) {
    float[] all = numbers.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] *= factor;
    }
    return all;
  }

  /** The same measures with another width inside the feed-forward part. */
  public static LlamaShape withHidden(LlamaShape s, int hidden) {
    return new LlamaShape(
        s.family(),
        s.layers(),
        s.width(),
        hidden,
        s.heads(),
        s.keyHeads(),
        s.headWidth(),
        s.ropeBase(),
        s.ropeFactors(),
        s.normEpsilon(),
        s.vocabulary(),
        s.context(),
        s.tied());
  }

  private static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (.1 * random.nextGaussian());
    }
    return numbers;
  }

  /** Writes an adapter as a version of a model; returns the version's name. */
  public static String publish(
      Path folder, String name, LoraAdapter lora, String base, String baseChecksum) {
    byte[] weights = lora.toSafeTensors().toBytes();
    String sha256 = Hashes.sha256(weights);
    String version = AdapterCard.version(name, sha256);
    AdapterCard card =
        new AdapterCard(
            version,
            base,
            base,
            baseChecksum,
            "",
            "random numbers",
            "",
            "none",
            Instant.EPOCH,
            NullNode.instance,
            sha256);
    try {
      Path own = Files.createDirectories(folder.resolve(version));
      Files.write(own.resolve("adapter_model.safetensors"), weights);
      Files.writeString(own.resolve("adapter_config.json"), lora.toConfig());
      Files.writeString(own.resolve(AdapterCard.FILE), card.toJson());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return version;
  }
}
