// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The key-value part of a model file, read by type; every refusal names the key. */
public record Metadata(Path file, Map<String, MetaValue> values) {

  /** A string that must be there. */
  public String text(String key) {
    return required(key, optionalText(key));
  }

  /** A string, if there. */
  public Optional<String> optionalText(String key) {
    return get(key, "a string", v -> v instanceof MetaValue.Text(var text) ? text : null);
  }

  /** An integer that must be there, within bounds. */
  public int whole(String key, int least, int most) {
    return required(key, optionalWhole(key, least, most));
  }

  /** An integer within bounds, if there. */
  public Optional<Integer> optionalWhole(String key, int least, int most) {
    return get(
        key,
        "an integer from %d to %d".formatted(least, most),
        v -> v instanceof MetaValue.Whole(var n) && n >= least && n <= most ? (int) n : null);
  }

  /** A number above zero, if there. */
  public Optional<Double> optionalPositive(String key) {
    return get(
        key,
        "a number above zero",
        v -> v instanceof MetaValue.Real(var x) && x > 0 && Double.isFinite(x) ? x : null);
  }

  /** A number above zero that must be there. */
  public double positive(String key) {
    return required(key, optionalPositive(key));
  }

  /** A boolean, if there. */
  public Optional<Boolean> optionalFlag(String key) {
    return get(key, "a boolean", v -> v instanceof MetaValue.Flag(var flag) ? flag : null);
  }

  /** An array of strings that must be there. */
  public List<String> texts(String key) {
    return items(key, "an array of strings", v -> v instanceof MetaValue.Text(var t) ? t : null);
  }

  /** An array of integers that must be there. */
  public List<Long> wholes(String key) {
    return items(key, "an array of integers", v -> v instanceof MetaValue.Whole(var n) ? n : null);
  }

  private <T> List<T> items(String key, String wanted, Function<MetaValue, T> read) {
    if (!(required(key, Optional.ofNullable(values.get(key))) instanceof MetaValue.Items items)) {
      throw wrong(key, wanted);
    }
    return items.values().stream()
        .map(v -> Optional.ofNullable(read.apply(v)).orElseThrow(() -> wrong(key, wanted)))
        .toList();
  }

  private <T> Optional<T> get(String key, String wanted, Function<MetaValue, T> read) {
    return Optional.ofNullable(values.get(key))
        .map(v -> Optional.ofNullable(read.apply(v)).orElseThrow(() -> wrong(key, wanted)));
  }

  private <T> T required(String key, Optional<T> value) {
    return value.orElseThrow(
        () -> ModelFileException.unsupported(file, "metadata " + key, "is missing"));
  }

  private ModelFileException wrong(String key, String wanted) {
    return ModelFileException.unsupported(file, "metadata " + key, "is not " + wanted);
  }
}
