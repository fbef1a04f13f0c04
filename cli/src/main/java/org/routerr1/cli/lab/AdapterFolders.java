// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.routerr1.cli.CliException;
import org.routerr1.cli.ExitCode;
import org.routerr1.core.audit.Hashes;

/** Adapters as folders in PEFT's format, in and out of the data directory. */
public final class AdapterFolders {

  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final List<String> FILES = List.of("adapter_config.json", WEIGHTS, "card.json");
  private static final int DIGITS = 12;

  private final Path adapters;

  /**
   * @param adapters where the policy server looks for versions
   */
  public AdapterFolders(Path adapters) {
    this.adapters = adapters;
  }

  /** Copies a folder in; gives the version's name. */
  public String take(Path folder) {
    for (String file : FILES.subList(0, 2)) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw new CliException(
            ExitCode.BAD_INPUT,
            "%s holds no %s: name the folder of an adapter in PEFT's format"
                .formatted(folder, file));
      }
    }
    String plain = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    String name =
        plain.replaceAll("@.*", "").replaceAll("[^A-Za-z0-9._-]", "-")
            + "@"
            + checksum(folder.resolve(WEIGHTS)).substring(0, DIGITS);
    copy(folder, adapters.resolve(name));
    return name;
  }

  /** Copies a version out. */
  public void give(String version, Path target) {
    Path folder = adapters.resolve(version);
    if (version.contains("/") || !Files.isDirectory(folder)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "there is no adapter %s to export: ./router policy list has the versions"
              .formatted(version));
    }
    copy(folder, target);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      for (String file : FILES) {
        if (Files.isRegularFile(from.resolve(file))) {
          Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written: %s".formatted(to, e.getMessage()), e);
    }
  }

  private static String checksum(Path file) {
    try {
      return Hashes.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
