// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.routerr1.policy.gguf.ModelFileException;

/** A JSON object of a model's folder, read by type; every refusal names file and key. */
record JsonFile(Path file, JsonNode root) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final long LONGEST = 1L << 28;

  /** A file that must be there. */
  static JsonFile read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw ModelFileException.unsupported(
            Objects.requireNonNullElse(file.getParent(), file),
            String.valueOf(file.getFileName()),
            "is missing");
      }
      if (Files.size(file) > LONGEST) {
        throw ModelFileException.unsupported(file, "size", "is over 256 MiB");
      }
      JsonNode root = JSON.readTree(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      if (root.isObject()) {
        return new JsonFile(file, root);
      }
    } catch (JsonProcessingException e) {
      throw ModelFileException.corrupt(file, "content", "is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e.toString());
    }
    throw ModelFileException.corrupt(file, "content", "is no JSON object");
  }

  /** A value; missing where it is not there or null. */
  JsonNode get(String key) {
    JsonNode value = root.path(key);
    return value.isNull() ? value.path(key) : value;
  }

  String text(String key) {
    if (!get(key).isTextual()) {
      throw wrong(key, "a string");
    }
    return get(key).textValue();
  }

  /** An integer that must be there, within bounds. */
  int whole(String key, int least, int most) {
    JsonNode value = get(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw wrong(key, "an integer from %d to %d".formatted(least, most));
    }
    return value.intValue();
  }

  /** An integer within bounds, if there. */
  Optional<Integer> optionalWhole(String key, int least, int most) {
    return get(key).isMissingNode() ? Optional.empty() : Optional.of(whole(key, least, most));
  }

  /** A number above zero, if there. */
  Optional<Double> optionalPositive(String key) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isNumber() || !(value.doubleValue() > 0) || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "a number above zero");
    }
    return Optional.of(value.doubleValue());
  }

  /** A number above zero that must be there. */
  double positive(String key) {
    return optionalPositive(key).orElseThrow(() -> wrong(key, "a number above zero"));
  }

  /** A boolean; false if not there. */
  boolean flag(String key) {
    JsonNode value = get(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(key, "a boolean");
    }
    return value.booleanValue();
  }

  /** An object within this one. */
  JsonFile object(String key) {
    if (!get(key).isObject()) {
      throw wrong(key, "an object");
    }
    return new JsonFile(file, get(key));
  }

  /** Refuses a value that the model is not run with. */
  void demand(boolean sound, String key, String problem) {
    if (!sound) {
      throw ModelFileException.unsupported(file, key, problem);
    }
  }

  private ModelFileException wrong(String key, String wanted) {
    return ModelFileException.unsupported(
        file, key, get(key).isMissingNode() ? "is missing" : "is not " + wanted);
  }
}
