// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.core.audit.Hashes;
import org.routerr1.infra.stack.Json;
import org.routerr1.infra.stack.Trees;

/** Adapters as folders in PEFT's format, in and out of the data directory. */
public final class AdapterFolders {

  private static final String CONFIG = "adapter_config.json";
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String CARD = "card.json";
  private static final List<String> FILES = List.of(CONFIG, WEIGHTS, CARD);
  private static final int DIGITS = 12;

  private final Path adapters;

  /**
   * @param adapters where the policy server looks for versions
   */
  public AdapterFolders(Path adapters) {
    this.adapters = adapters;
  }

  /**
   * Copies a folder in; gives the version's name. It is the card's where that fits the weights,
   * whatever the folder is called now; else the folder's.
   *
   * @param check of the version; what it refuses is not kept
   * @throws CliException if the folder holds no adapter, or another of this name is there
   */
  public String take(Path folder, Consumer<String> check) {
    for (String file : List.of(CONFIG, WEIGHTS)) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw bad(
            "%s holds no %s: name the folder of an adapter in PEFT's format"
                .formatted(folder, file));
      }
    }
    String name = name(folder);
    Path target = adapters.resolve(name);
    if (Files.isDirectory(target)) {
      if (!same(folder.resolve(CONFIG), target.resolve(CONFIG))) {
        throw bad(
            "%s is here already, with another %s: to have both, import this one without its card.json, from a folder of another name"
                .formatted(name, CONFIG));
      }
      check.accept(name);
      return name;
    }
    boolean sound = false;
    try {
      copy(folder, target);
      check.accept(name);
      sound = true;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(target), e);
    } finally {
      if (!sound) {
        remove(target);
      }
    }
    return name;
  }

  /**
   * Copies a version out.
   *
   * @throws CliException if there is none, or the target holds another adapter or cannot be written
   */
  public void give(String version, Path target) {
    Path folder = adapters.resolve(version);
    if (version.contains("/") || !Files.isDirectory(folder)) {
      throw bad(
          "there is no adapter %s to export: ./router policy list has the versions"
              .formatted(version));
    }
    Path weights = target.resolve(WEIGHTS);
    if (Files.exists(weights) && !same(folder.resolve(WEIGHTS), weights)) {
      throw bad(
          "%s holds another adapter: name another folder with --to, or remove it first"
              .formatted(target));
    }
    try {
      copy(folder, target);
    } catch (FileSystemException e) {
      throw bad(
          "%s cannot be written (%s): name another folder with --to"
              .formatted(target, e.getClass().getSimpleName()));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(target), e);
    }
  }

  private static String name(Path folder) {
    String digits = checksum(folder.resolve(WEIGHTS)).substring(0, DIGITS);
    String card = versionOfCard(folder.resolve(CARD));
    if (card.matches("[A-Za-z0-9][A-Za-z0-9._-]*@" + digits)) {
      return card;
    }
    String plain = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return plain.replaceAll("@.*", "").replaceAll("[^A-Za-z0-9._-]", "-") + "@" + digits;
  }

  /** Empty where there is no card, or none that can be read: the policy server says so. */
  private static String versionOfCard(Path card) {
    if (!Files.isRegularFile(card)) {
      return "";
    }
    try {
      JsonNode version = Json.MAPPER.readTree(card.toFile());
      return version == null ? "" : version.path("version").asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String file : FILES) {
      if (Files.isRegularFile(from.resolve(file))) {
        Files.copy(from.resolve(file), to.resolve(file), REPLACE_EXISTING);
      }
    }
  }

  private static void remove(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be removed".formatted(folder), e);
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isRegularFile(other) && Files.mismatch(one, other) == -1;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(other, e.getMessage()), e);
    }
  }

  private static String checksum(Path file) {
    try {
      return Hashes.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static CliException bad(String sentence) {
    return new CliException(ExitCode.BAD_INPUT, sentence);
  }
}
