// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.routerr1.policy.adapter.AtomicFile;
import org.routerr1.policy.decide.VersionException.Kind;

/**
 * Which version each channel points to, kept in {@code channels.json}. What was set stands there
 * before it counts. Not thread-safe.
 */
final class Channels {

  static final String FILE = "channels.json";

  /** The names, the one that counts where nothing is said first. */
  static final List<String> NAMES = List.of("stable", "canary", "shadow");

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final Map<String, String> versions;

  private Channels(Path file, Map<String, String> versions) {
    this.file = file;
    this.versions = versions;
  }

  /** Reads the file of a folder, if it is there. */
  static Channels read(Path folder) {
    Path file = folder.resolve(FILE);
    Map<String, String> versions = new TreeMap<>();
    if (Files.exists(file)) {
      for (Map.Entry<String, JsonNode> channel : content(file).properties()) {
        if (!NAMES.contains(channel.getKey()) || !channel.getValue().isTextual()) {
          throw new VersionException(
              Kind.BROKEN,
              "%s: %s: is no channel with a version; give stable, canary or shadow a version's name"
                  .formatted(file, channel.getKey()));
        }
        versions.put(channel.getKey(), channel.getValue().textValue());
      }
    }
    return new Channels(file, versions);
  }

  private static JsonNode content(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new VersionException(
          Kind.BROKEN,
          "%s: is not JSON (%s); correct it, or remove it to serve the base model"
              .formatted(file, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new VersionException(
          Kind.BROKEN, "%s: cannot be read (%s); give the server the right to".formatted(file, e));
    }
  }

  /** Where a channel points; empty: nowhere. */
  String version(String channel) {
    return versions.getOrDefault(channel, "");
  }

  /** Points a channel to a version, or with an empty one away from any. */
  void set(String channel, String version) {
    Map<String, String> next = new TreeMap<>(versions);
    if (version.isEmpty()) {
      next.remove(channel);
    } else {
      next.put(channel, version);
    }
    write(next);
    versions.clear();
    versions.putAll(next);
  }

  private void write(Map<String, String> content) {
    ObjectNode json = JSON.createObjectNode();
    content.forEach(json::put);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, (json.toPrettyString() + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new VersionException(
          Kind.NOT_WRITTEN,
          "%s: cannot be written (%s); the channel stays as it was".formatted(file, e));
    }
  }
}
