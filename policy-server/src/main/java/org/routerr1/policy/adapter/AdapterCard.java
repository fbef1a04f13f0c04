// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Where an adapter comes from.
 *
 * @param version its name: a name, {@code @}, and the first twelve digits of {@code sha256}
 * @param parent version that its training began from
 * @param base version of the model that it changes
 * @param baseChecksum SHA-256 of that model's file
 * @param run that trained it; empty if it was imported
 * @param data what it was trained on, in words
 * @param template wording of the prompts that it was trained on; empty: not known
 * @param command with which to train it again
 * @param curve of the training, any JSON
 * @param sha256 of {@code adapter_model.safetensors}, hexadecimal
 */
public record AdapterCard(
    String version,
    String parent,
    String base,
    String baseChecksum,
    String run,
    String data,
    String template,
    String command,
    Instant created,
    JsonNode curve,
    String sha256) {

  /** The file's name. */
  public static final String FILE = "card.json";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int DIGITS = 12;

  /** The version's name. */
  public static String version(String name, String sha256) {
    return name + "@" + sha256.substring(0, DIGITS);
  }

  /** Reads the card of a folder. */
  public static AdapterCard read(Path folder) {
    Path file = folder.resolve(FILE);
    JsonNode card;
    try {
      card = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw AdapterException.corrupt(file, "content", "is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw AdapterException.missing(file, e.getClass().getSimpleName());
    }
    return new AdapterCard(
        text(file, card, "version"),
        text(file, card, "parent"),
        text(file, card, "base"),
        text(file, card, "base_sha256"),
        text(file, card, "run"),
        text(file, card, "data"),
        card.path("template").asText(""),
        text(file, card, "command"),
        instant(file, text(file, card, "created")),
        card.path("curve"),
        text(file, card, "sha256"));
  }

  private static String text(Path file, JsonNode card, String field) {
    if (!card.path(field).isTextual()) {
      throw AdapterException.corrupt(file, field, "is missing or no text");
    }
    return card.path(field).textValue();
  }

  private static Instant instant(Path file, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw AdapterException.corrupt(file, "created", "is no time: " + text);
    }
  }

  /** The file's content. */
  public String toJson() {
    ObjectNode card = JSON.createObjectNode();
    card.put("version", version)
        .put("parent", parent)
        .put("base", base)
        .put("base_sha256", baseChecksum)
        .put("run", run)
        .put("data", data)
        .put("template", template)
        .put("command", command)
        .put("created", created.toString())
        .put("sha256", sha256)
        .set("curve", curve);
    return card.toPrettyString() + "\n";
  }
}
